package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The accounts that people sign in with. */
@Component
public class Accounts {

    private static final String SELECT = "SELECT user_id, password_hash, role, status FROM account WHERE user_id = ?";

    private static final String INSERT = """
            INSERT INTO account (user_id, password_hash, role, status, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (user_id) DO NOTHING
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Accounts(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Account> find(UserId userId) {
        return jdbc
                .query(
                        SELECT,
                        (row, index) -> new Account(
                                new UserId(row.getString("user_id")),
                                row.getString("password_hash"),
                                Role.valueOf(row.getString("role")),
                                Account.Status.valueOf(row.getString("status"))),
                        userId.value())
                .stream()
                .findFirst();
    }

    /**
     * The role of a user who may or may not have an account here; without one, nobody is more than a user.
     *
     * @throws dev.rollcall.api.problem.Problem {@code ACCOUNT_DISABLED}
     */
    public Role roleOf(UserId userId) {
        return find(userId).map(Account::requireActive).map(Account::role).orElse(Role.USER);
    }

    /** @return whether it was added; an account of that name may exist */
    boolean add(Account account) {
        return jdbc.update(
                        INSERT,
                        account.userId().value(),
                        account.passwordHash(),
                        account.role().name(),
                        account.status().name(),
                        Timestamp.from(clock.instant()))
                == 1;
    }
}
