package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.time.Instant;

/** An account without its password hash. */
record UserView(UserId userId, Role role, Account.Status status, Instant createdAt) {

    static UserView of(Account account) {
        return new UserView(account.userId(), account.role(), account.status(), account.createdAt());
    }
}
