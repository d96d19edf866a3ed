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
 * The accounts that people sign in with. A change of an account waits for the sessions of that user that are just being
 * started, and those that start later see it: whoever, once the change is made, ends the sessions in the same transaction,
 * ends all that were started by the old state.
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

    /** There may be no row to lock yet, so it is the name that is locked. */
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
     * The role of a user who may or may not have an account here; without one, nobody is more than a user.
     *
     * @throws Problem {@code ACCOUNT_DISABLED}
     */
    public Role roleOf(UserId userId) {
        return find(userId).map(Account::requireActive).map(Account::role).orElse(Role.USER);
    }

    /**
     * Adds an account, unless there is one of that name, or somebody without an account has a history under it, which
     * the account's owner must not inherit.
     *
     * @return whether it was added
     */
    @Transactional
    public boolean create(Account account) {
        String userId = account.userId().value();
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId);
        return tell(
                events.lastSequenceNumberFor(userId).isEmpty() && add(account),
                account.userId(),
                AccountChange.What.CREATED);
    }

    /** @return whether it was added; an account of that name may exist */
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

    /** @return the account as it is now, if there is one */
    @Transactional
    public Optional<Account> setStatus(UserId userId, Account.Status status) {
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId.value());
        tell(
                jdbc.update(SET_STATUS, status.name(), userId.value(), status.name()) == 1,
                userId,
                status == Account.Status.ACTIVE ? AccountChange.What.ENABLED : AccountChange.What.DISABLED);
        return find(userId);
    }

    /** @return whether it was replaced; somebody else may have replaced it since the account was read */
    @Transactional
    public boolean replacePassword(Account account, String passwordHash) {
        String userId = account.userId().value();
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId);
        return tell(
                jdbc.update(REPLACE_PASSWORD, passwordHash, userId, account.passwordHash()) == 1,
                account.userId(),
                AccountChange.What.PASSWORD_CHANGED);
    }

    /** Does nothing for a user without an account. */
    @Transactional
    public void remove(UserId userId) {
        jdbc.query(LOCK_TO_CHANGE, NOTHING, userId.value());
        tell(
                jdbc.update("DELETE FROM account WHERE user_id = ?", userId.value()) == 1,
                userId,
                AccountChange.What.REMOVED);
    }

    /**
     * Holds off changes until the transaction that starts a session is over.
     *
     * @param signedIn the account that somebody signed in to, which must be the same still; null if nobody did
     * @param without whether there must not be any, because another issuer's user has that id
     * @throws Problem {@code INVALID_CREDENTIALS}, {@code INVALID_TOKEN} or {@code ACCOUNT_DISABLED}
     */
    public void requireUnchanged(UserId userId, @Nullable Account signedIn, boolean without) {
        jdbc.query(LOCK_TO_START, NOTHING, userId.value());
        Optional<Account> account = find(userId);
        if (signedIn != null && !account.equals(Optional.of(signedIn))) {
            throw Passwords.wrong();
        }
        if (without && account.isPresent()) {
            throw new Problem(ProblemCode.INVALID_TOKEN, "The user id is that of an account.");
        }
        account.ifPresent(Account::requireActive);
    }

    private boolean tell(boolean changed, UserId userId, AccountChange.What what) {
        if (changed) {
            changes.publishEvent(new AccountChange(userId, what));
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
