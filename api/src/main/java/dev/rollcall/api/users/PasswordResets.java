package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.event.UserId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sets passwords that were forgotten, which ends all sessions of their users. */
@Component
public class PasswordResets {

    private final Accounts accounts;
    private final SessionEnds ends;

    PasswordResets(Accounts accounts, SessionEnds ends) {
        this.accounts = accounts;
        this.ends = ends;
    }

    /**
     * Sets a password for an operator.
     *
     * @param mustChange whether the user has to change it before anything else
     * @return the sessions that were ended; empty if there is no such account
     */
    public Optional<EndedByCommand> byOperator(UserId user, String passwordHash, boolean mustChange) {
        if (accounts.find(user).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ends.passwordReset(user, () -> set(user, passwordHash, mustChange)));
    }

    /** @throws Problem {@code USER_NOT_FOUND} if the account was removed meanwhile */
    private void set(UserId user, String passwordHash, boolean mustChange) {
        if (!accounts.resetPassword(user, passwordHash, mustChange)) {
            throw KnownUsers.notFound(null);
        }
    }
}
