package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.personaldata.UserKeys;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.SessionHistory;
import org.springframework.stereotype.Component;

/** Removes a user. Whatever has to go when a user goes, goes here. */
@Component
class UserRemoval {

    private final Accounts accounts;
    private final SessionEnds ends;
    private final UserKeys keys;
    private final SessionHistory history;

    UserRemoval(Accounts accounts, SessionEnds ends, UserKeys keys, SessionHistory history) {
        this.accounts = accounts;
        this.ends = ends;
        this.keys = keys;
        this.history = history;
    }

    /** The account goes with the sessions. What is left undone after that, the same call does when it is repeated. */
    void remove(UserId user, Caller administrator) {
        ends.removed(user, administrator, () -> accounts.remove(user));
        keys.destroy(user);
        history.erase(user);
    }
}
