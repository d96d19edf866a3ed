package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account without its password hash; without an e-mail address if it has none. */
record UserView(
        UserId userId,
        Role role,
        Account.Status status,
        Instant createdAt,
        @Nullable String email) {

    static UserView of(Account account, Optional<EmailAddress> email) {
        return new UserView(
                account.userId(),
                account.role(),
                account.status(),
                account.createdAt(),
                email.map(EmailAddress::value).orElse(null));
    }

    /** Never shows the address. */
    @Override
    public String toString() {
        return "UserView[" + userId + "]";
    }
}
