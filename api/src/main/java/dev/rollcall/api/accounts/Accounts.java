package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.tokens.external.LocalUsers;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.AccountCreated;
import dev.rollcall.event.AccountDisabled;
import dev.rollcall.event.AccountEnabled;
import dev.rollcall.event.AccountEvent;
import dev.rollcall.event.AccountRemoved;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.PasswordChanged;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.accounts.AccountEvents;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.SharedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The local accounts. A change of an account waits for session starts of that user that are in progress, and later
 * starts see the change. So a transaction that changes an account and then ends the user's sessions ends all sessions
 * that were started under the old account state. Each change is recorded as an event in the same transaction.
 */
@Component
public class Accounts implements LocalUsers {

    private static final String SELECT = """
            SELECT user_id, password_hash, role, status, created_at, must_change_password
            FROM account WHERE user_id = ANY (?)
            """;

    private static final String INSERT = """
            INSERT INTO account (user_id, password_hash, role, status, created_at, must_change_password)
            VALUES (:userId, :passwordHash, :role, :status, :createdAt, :mustChange)
            ON CONFLICT (user_id) DO NOTHING
            """;

    private static final String SET_STATUS =
            "UPDATE account SET status = :status WHERE user_id = :userId AND status <> :status";

    private static final String REPLACE_PASSWORD = """
            UPDATE account SET password_hash = :new, must_change_password = false
            WHERE user_id = :userId AND password_hash = :current
            """;

    private static final String RESET_PASSWORD = """
            UPDATE account SET password_hash = :new, must_change_password = :mustChange WHERE user_id = :userId
            """;

    private static final String HAS_ADMINISTRATOR = "SELECT EXISTS (SELECT FROM account WHERE role = 'ADMIN')";

    private static final String LOCK_FIRST_ADMINISTRATOR =
            "SELECT pg_advisory_xact_lock(hashtextextended('rollcall.first-administrator', 0))";

    private static final String DELETE = "DELETE FROM account WHERE user_id = :userId";

    /** Locks the name instead of a row, because there may be no row yet. */
    private static final String LOCK_TO_CHANGE = "SELECT pg_advisory_xact_lock(hashtextextended(:userId, 13))";

    private static final String LOCK_TO_START =
            "SELECT pg_advisory_xact_lock_shared(hashtextextended(id, 13)) FROM unnest(?::text[]) AS id";

    private final JdbcClient jdbc;
    private final EventStore events;
    private final ApplicationEventPublisher changes;
    private final AccountEvents recorded;
    private final Clock clock;
    private final SharedQuery<UserId, Account> found = new SharedQuery<>(this::find);

    Accounts(
            JdbcClient jdbc,
            EventStore events,
            ApplicationEventPublisher changes,
            AccountEvents recorded,
            Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.changes = changes;
        this.recorded = recorded;
        this.clock = clock;
    }

    public Optional<Account> find(UserId userId) {
        return Optional.ofNullable(found.find(userId));
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
    public boolean create(Account account, AccountCreated.Way way, Initiator initiator) {
        UserId userId = account.userId();
        lock(userId);
        return events.lastSequenceNumberFor(userId.value()).isEmpty() && add(account, way, initiator);
    }

    /** Adds an account for trying out the service, unless there is one with that name; a history does not matter. */
    @Transactional
    void createDemo(Account account) {
        lock(account.userId());
        add(account, AccountCreated.Way.DEMO, Initiator.SYSTEM);
    }

    public boolean hasAdministrator() {
        return jdbc.sql(HAS_ADMINISTRATOR).query(Boolean.class).single();
    }

    /**
     * Like {@link #create}, but only while there is no administrator. Of several nodes that do this at once, one adds the
     * account.
     */
    @Transactional
    public boolean createFirstAdministrator(Account account) {
        jdbc.sql(LOCK_FIRST_ADMINISTRATOR).query(row -> {});
        return !hasAdministrator() && create(account, AccountCreated.Way.SETTINGS, Initiator.SYSTEM);
    }

    /** @return whether it was added; false if an account with that name exists */
    private boolean add(Account account, AccountCreated.Way way, Initiator initiator) {
        int rows = jdbc.sql(INSERT)
                .param("userId", account.userId().value())
                .param("passwordHash", account.passwordHash())
                .param("role", account.role().name())
                .param("status", account.status().name())
                .param("createdAt", Timestamp.from(account.createdAt()))
                .param("mustChange", account.mustChangePassword())
                .update();
        return record(
                rows == 1,
                AccountChange.Kind.CREATED,
                new AccountCreated(
                        account.userId(),
                        account.role().name(),
                        account.mustChangePassword(),
                        way,
                        initiator,
                        clock.instant()));
    }

    /** @return the account after the change; empty if there is none */
    @Transactional
    public Optional<Account> setStatus(UserId userId, Account.Status status, Initiator initiator) {
        lock(userId);
        int rows = jdbc.sql(SET_STATUS)
                .param("status", status.name())
                .param("userId", userId.value())
                .update();
        Instant now = clock.instant();
        if (status == Account.Status.ACTIVE) {
            record(rows == 1, AccountChange.Kind.ENABLED, new AccountEnabled(userId, initiator, now));
        } else {
            record(rows == 1, AccountChange.Kind.DISABLED, new AccountDisabled(userId, initiator, now));
        }
        return find(userId);
    }

    /**
     * Replaces the password for its user, who then need not change it.
     *
     * @return whether it was replaced; false if the password was changed since the account was read
     */
    @Transactional
    public boolean replacePassword(Account account, String passwordHash) {
        UserId userId = account.userId();
        lock(userId);
        int rows = jdbc.sql(REPLACE_PASSWORD)
                .param("new", passwordHash)
                .param("userId", userId.value())
                .param("current", account.passwordHash())
                .update();
        return record(
                rows == 1,
                AccountChange.Kind.PASSWORD_CHANGED,
                passwordChanged(userId, PasswordChanged.Way.CURRENT_PASSWORD, false));
    }

    /**
     * Sets the password of an account, whatever it was.
     *
     * @param mustChange whether the user has to change it before anything else
     * @return whether there is an account
     */
    @Transactional
    public boolean resetPassword(UserId userId, String passwordHash, PasswordChanged.Way way, boolean mustChange) {
        lock(userId);
        int rows = jdbc.sql(RESET_PASSWORD)
                .param("new", passwordHash)
                .param("mustChange", mustChange)
                .param("userId", userId.value())
                .update();
        return record(rows == 1, AccountChange.Kind.PASSWORD_RESET, passwordChanged(userId, way, mustChange));
    }

    private PasswordChanged passwordChanged(UserId userId, PasswordChanged.Way way, boolean mustChange) {
        Initiator initiator = way == PasswordChanged.Way.OPERATOR ? Initiator.SYSTEM : Initiator.user(userId);
        return new PasswordChanged(userId, way, mustChange, initiator, clock.instant());
    }

    /** Removes the account of a user; does nothing if there is none. */
    @Transactional
    public void remove(UserId userId, Initiator initiator) {
        lock(userId);
        int rows = jdbc.sql(DELETE).param("userId", userId.value()).update();
        record(rows == 1, AccountChange.Kind.REMOVED, new AccountRemoved(userId, initiator, clock.instant()));
    }

    /**
     * Blocks changes of the accounts of these users until the transaction that starts their sessions ends.
     *
     * @param then gets the accounts as they are now; users without an account are left out
     */
    public static void lockForStart(
            Collection<UserId> users, PipelinedStatements statements, Consumer<Map<UserId, Account>> then) {
        String[] ids = users.stream().map(UserId::value).distinct().sorted().toArray(String[]::new);
        statements.update(LOCK_TO_START, (Object) ids);
        statements.query(SELECT, Accounts::account, accounts -> then.accept(byUser(accounts)), (Object) ids);
    }

    private Map<UserId, Account> find(Collection<UserId> users) {
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        return byUser(jdbc.sql(SELECT).param(ids).query(Accounts::account).list());
    }

    private static Map<UserId, Account> byUser(List<Account> accounts) {
        return accounts.stream().collect(Collectors.toMap(Account::userId, account -> account));
    }

    /**
     * Checks the account of a user who starts a session.
     *
     * @param account as it is now; null if there is none
     * @param signedIn the account that was logged in to, which must not have changed; null if there was no such login
     * @param mustNotExist whether there must be no account, because the user id belongs to a user of another issuer
     * @throws Problem {@code INVALID_CREDENTIALS}, {@code INVALID_TOKEN}, {@code ACCOUNT_DISABLED} or
     *     {@code PASSWORD_CHANGE_REQUIRED}
     */
    public static void requireUnchanged(@Nullable Account account, @Nullable Account signedIn, boolean mustNotExist) {
        if (signedIn != null && !signedIn.equals(account)) {
            throw Passwords.wrong();
        }
        if (mustNotExist && account != null) {
            throw new Problem(ProblemCode.INVALID_TOKEN, "The user id belongs to an account.");
        }
        if (account != null) {
            account.requireUsable();
        }
    }

    /** Blocks session starts and other changes of the account until the transaction of the caller ends. */
    public void lock(UserId userId) {
        jdbc.sql(LOCK_TO_CHANGE).param("userId", userId.value()).query(row -> {});
    }

    /** Records a change if there was one, in its transaction: one that cannot be recorded is not made. */
    private boolean record(boolean changed, AccountChange.Kind kind, AccountEvent event) {
        if (changed) {
            recorded.append(event);
            changes.publishEvent(new AccountChange(event.userId(), kind));
        }
        return changed;
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                new UserId(row.getString("user_id")),
                row.getString("password_hash"),
                Role.valueOf(row.getString("role")),
                Account.Status.valueOf(row.getString("status")),
                row.getTimestamp("created_at").toInstant(),
                row.getBoolean("must_change_password"));
    }
}
