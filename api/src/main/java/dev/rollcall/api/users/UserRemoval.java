package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.personaldata.UserKeys;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.event.UserId;
import org.springframework.stereotype.Component;

/** Removes a user. Whatever has to go when a user goes, goes here. */
@Component
class UserRemoval {

    private final Accounts accounts;
    private final SessionEnds ends;
    private final UserKeys keys;

    UserRemoval(Accounts accounts, SessionEnds ends, UserKeys keys) {
        this.accounts = accounts;
        this.ends = ends;
        this.keys = keys;
    }

    /** The account goes first, so that nobody can sign in to it once the sessions have ended. */
    void remove(UserId user, Caller administrator) {
        accounts.remove(user);
        ends.removed(user, administrator);
        keys.destroy(user);
    }
}
