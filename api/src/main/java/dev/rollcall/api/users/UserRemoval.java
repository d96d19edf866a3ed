package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.FailureLimits;
import dev.rollcall.api.privacy.LoginNames;
import dev.rollcall.api.privacy.UserKeys;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.SessionHistory;
import dev.rollcall.query.livesessions.EndedSessions;
import org.springframework.stereotype.Component;

/** Removes a user. Everything that must be removed along with a user is removed here. */
@Component
class UserRemoval {

    private final Accounts accounts;
    private final SessionEnds ends;
    private final EndedSessions endedSessions;
    private final UserKeys keys;
    private final SessionHistory history;
    private final FailureLimits failures;

    UserRemoval(
            Accounts accounts,
            SessionEnds ends,
            EndedSessions endedSessions,
            UserKeys keys,
            SessionHistory history,
            FailureLimits failures) {
        this.accounts = accounts;
        this.ends = ends;
        this.endedSessions = endedSessions;
        this.keys = keys;
        this.history = history;
        this.failures = failures;
    }

    /**
     * Removes the account in the transaction that ends the sessions. The names of logins are erased before the key with
     * which they are looked up is destroyed, so that ended sessions are rejected at every step. If a step fails,
     * repeating the call completes the removal.
     */
    void remove(UserId user, Caller administrator) {
        ends.removed(user, administrator, () -> accounts.remove(user, administrator.initiatorFor(user)));
        endedSessions.eraseLogins(user, LoginNames.ERASED);
        keys.destroy(user);
        history.erase(user);
        failures.forget(user);
    }
}
