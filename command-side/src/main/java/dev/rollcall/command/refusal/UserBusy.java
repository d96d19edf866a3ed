package dev.rollcall.command.refusal;

import dev.rollcall.event.UserId;

/** Too many commands of one user wait for their turn, or one waited too long. Nothing was changed. */
public final class UserBusy extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserBusy(UserId userId) {
        super("Too much is under way for the user " + userId, null, false, false);
    }
}
