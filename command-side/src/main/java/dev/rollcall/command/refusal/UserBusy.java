package dev.rollcall.command.refusal;

import dev.rollcall.event.UserId;

/** Too many commands of one user are waiting, or this one waited too long. Nothing was changed. */
public final class UserBusy extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserBusy(UserId userId) {
        super("Too many commands are in progress for user " + userId, null, false, false);
    }
}
