package dev.rollcall.api.accounts.email;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.AccountChange;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.privacy.TextSeals;
import dev.rollcall.event.EmailChanged;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.accounts.AccountEvents;
import java.sql.Types;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The e-mail addresses of accounts. An account has one at most. It is sealed with the key of its user, and goes with the
 * account. Several accounts may have the same one.
 */
@Component
public class EmailAddresses {

    private static final String KIND = "email";

    private static final String SELECT = "SELECT email FROM account WHERE user_id = :userId AND email IS NOT NULL";

    private static final String UPDATE = "UPDATE account SET email = :email WHERE user_id = :userId";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AccountEvents events;
    private final TextSeals seals;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    EmailAddresses(
            JdbcClient jdbc,
            Accounts accounts,
            AccountEvents events,
            TextSeals seals,
            ApplicationEventPublisher changes,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.events = events;
        this.seals = seals;
        this.changes = changes;
        this.clock = clock;
    }

    /** Returns the address of an account; empty if it has none, or there is no account. */
    public Optional<EmailAddress> find(UserId user) {
        return jdbc.sql(SELECT)
                .param("userId", user.value())
                .query((row, index) -> row.getBytes("email"))
                .optional()
                .flatMap(stored -> seals.open(user, KIND, stored))
                .map(EmailAddress::new);
    }

    /**
     * Sets the address of an account, or removes it. That is recorded in the same transaction, and makes a link for a new
     * password void. Setting the same address again changes nothing.
     *
     * @param address empty to remove it
     * @return whether there is an account
     */
    @Transactional
    public boolean set(UserId user, Optional<EmailAddress> address, Initiator initiator) {
        accounts.lock(user);
        if (accounts.find(user).isEmpty()) {
            return false;
        }
        if (find(user).equals(address)) {
            return true;
        }
        jdbc.sql(UPDATE)
                .param(
                        "email",
                        address.map(given -> seals.seal(user, KIND, given.value()))
                                .orElse(null),
                        Types.BINARY)
                .param("userId", user.value())
                .update();
        events.append(new EmailChanged(user, address.isEmpty(), initiator, clock.instant()));
        changes.publishEvent(new AccountChange(user, AccountChange.Kind.EMAIL_CHANGED));
        return true;
    }

    /**
     * Does the same for a user whose password was checked.
     *
     * @param checked the account as it was then
     * @return false if the password was replaced meanwhile, or the account disabled or removed
     */
    @Transactional
    public boolean set(Account checked, Optional<EmailAddress> address, Initiator initiator) {
        UserId user = checked.userId();
        accounts.lock(user);
        return accounts.find(user)
                        .filter(now -> now.status() == Account.Status.ACTIVE)
                        .filter(now -> now.passwordHash().equals(checked.passwordHash()))
                        .isPresent()
                && set(user, address, initiator);
    }
}
