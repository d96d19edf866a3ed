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

/** Removes a user. Whatever has to go when a user goes, goes here. */
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
     * The account goes with the sessions. Log-ins lose their names before the key goes that they are looked up with, so that
     * what ended is refused all the while. What is left undone, the same call does when it is repeated.
     */
    void remove(UserId user, Caller administrator) {
        ends.removed(user, administrator, () -> accounts.remove(user));
        endedSessions.eraseLogins(user, LoginNames.ERASED);
        keys.destroy(user);
        history.erase(user);
        failures.forget(user);
    }
}
