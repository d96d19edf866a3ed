package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.external.LocalUsers;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The local accounts. A change of an account waits for session starts of that user that are in progress, and later
 * starts see the change. So a transaction that changes an account and then ends the user's sessions ends all sessions
 * that were started under the old account state.
 */
@Component
public class Accounts implements LocalUsers {

    private static final String SELECT =
            "SELECT user_id, password_hash, role, status, created_at FROM account WHERE user_id = ?";

    private static final String INSERT = """
            INSERT INTO account (user_id, password_hash, role, status, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO NOTHING
            """;

    private static final String SET_STATUS = "UPDATE account SET status = ? WHERE user_id = ? AND status <> ?";

    private static final String REPLACE_PASSWORD =
            "UPDATE account SET password_hash = ? WHERE user_id = ? AND password_hash = ?";

    /** Locks the name instead of a row, because there may be no row yet. */
    private static final String LOCK_TO_CHANGE = "SELECT pg_advisory_xact_lock(hashtextextended(?, 13))";

    private static final String LOCK_TO_START = "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 13))";

    private static final RowCallbackHandler NOTHING = row -> {};

    private final JdbcTemplate jdbc;
    private final EventStore events;
    private final ApplicationEventPublisher changes;

    Accounts(JdbcTemplate jdbc, EventStore events, ApplicationEventPublisher changes) {
        this.jdbc = jdbc;
        this.events = events;
        this.changes = changes;
    }

    public Optional<Account> find(UserId userId) {
        return jdbc.query(SELECT, Accounts::account, userId.value()).stream().findFirst();
    }

    @Override
    public boolean isLocal(UserId userId) {
        return find(userId).isPresent();
    }

    /**
     * Returns the role of a user, who may have no account here; without one, the role is {@code USER}.
     *
     * @throws Problem {@code ACCOUNT_DISABLED}
     */
    public Role roleOf(UserId userId) {
        return find(userId).map(Account::requireActive).map(Account::role).orElse(Role.USER);
    }

    /**
     * Adds an account, unless an account with that name exists, or a user without an account has a history under that
     * name, which the owner of the new account must not inherit.
     *
     * @return whether it was added
     */
    @Transactional
    public boolean create(Account account) {
        String userId = account.userId().value();
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId);
        return publish(
                events.lastSequenceNumberFor(userId).isEmpty() && add(account),
                account.userId(),
                AccountChange.Kind.CREATED);
    }

    /** @return whether it was added; false if an account with that name exists */
    boolean add(Account account) {
        return jdbc.update(
                        INSERT,
                        account.userId().value(),
                        account.passwordHash(),
                        account.role().name(),
                        account.status().name(),
                        Timestamp.from(account.createdAt()))
                == 1;
    }

    /** @return the account after the change; empty if there is none */
    @Transactional
    public Optional<Account> setStatus(UserId userId, Account.Status status) {
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId.value());
        publish(
                jdbc.update(SET_STATUS, status.name(), userId.value(), status.name()) == 1,
                userId,
                status == Account.Status.ACTIVE ? AccountChange.Kind.ENABLED : AccountChange.Kind.DISABLED);
        return find(userId);
    }

    /** @return whether it was replaced; false if the password was changed since the account was read */
    @Transactional
    public boolean replacePassword(Account account, String passwordHash) {
        String userId = account.userId().value();
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId);
        return publish(
                jdbc.update(REPLACE_PASSWORD, passwordHash, userId, account.passwordHash()) == 1,
                account.userId(),
                AccountChange.Kind.PASSWORD_CHANGED);
    }

    /** Removes the account of a user; does nothing if there is none. */
    @Transactional
    public void remove(UserId userId) {
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId.value());
        publish(
                jdbc.update("DELETE FROM account WHERE user_id = ?", userId.value()) == 1,
                userId,
                AccountChange.Kind.REMOVED);
    }

    /**
     * Blocks changes of the account until the transaction that starts a session ends.
     *
     * @param signedIn the account that was logged in to, which must not have changed; null if there was no such login
     * @param mustNotExist whether there must be no account, because the user id belongs to a user of another issuer
     * @throws Problem {@code INVALID_CREDENTIALS}, {@code INVALID_TOKEN} or {@code ACCOUNT_DISABLED}
     */
    public void requireUnchanged(UserId userId, @Nullable Account signedIn, boolean mustNotExist) {
        jdbc.query(LOCK_TO_START, NOTHING, userId.value());
        Optional<Account> account = find(userId);
        if (signedIn != null && !account.equals(Optional.of(signedIn))) {
            throw Passwords.wrong();
        }
        if (mustNotExist && account.isPresent()) {
            throw new Problem(ProblemCode.INVALID_TOKEN, "The user id belongs to an account.");
        }
        account.ifPresent(Account::requireActive);
    }

    private boolean publish(boolean changed, UserId userId, AccountChange.Kind kind) {
        if (changed) {
            changes.publishEvent(new AccountChange(userId, kind));
        }
        return changed;
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                new UserId(row.getString("user_id")),
                row.getString("password_hash"),
                Role.valueOf(row.getString("role")),
                Account.Status.valueOf(row.getString("status")),
                row.getTimestamp("created_at").toInstant());
    }
}
