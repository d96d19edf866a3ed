package dev.rollcall.query.rebuild;

import dev.rollcall.event.Device;
import dev.rollcall.event.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All tables of the read models: those in use, those being built, and the last ones that were replaced. */
@Component
public class ModelTables {

    /** The suffix of the name of a table that was replaced. */
    static final String REPLACED = "_old";

    private static final String SELECT = """
            SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname ~ :pattern
            """;

    private static final String SHARE_TABLES = "SELECT pg_advisory_xact_lock_shared(hashtext('tables of read models'))";

    private static final String LOCK_TABLES = "SELECT pg_advisory_xact_lock(hashtext('tables of read models'))";

    private static final String BLANK = """
            UPDATE %s SET label = :erased, user_agent = NULL, ip_address = NULL
            WHERE user_id = :userId AND (label <> :erased OR user_agent IS NOT NULL OR ip_address IS NOT NULL)
            """;

    /** Leaves sessions that the user has started since: they are not erased in the table in use either. */
    private static final String BLANK_ENDED = """
            UPDATE %s copy SET label = :erased, user_agent = NULL, ip_address = NULL, login_id = NULL
            WHERE user_id = :userId
              AND NOT EXISTS (SELECT FROM live_session live WHERE live.session_id = copy.session_id)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ModelTables(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Blanks the devices of a user's past sessions, and the names of their logins, in every table that may have them.
     * The user's key must be destroyed first: then a table that is being built, or a row that is added, has no device
     * to show.
     */
    public void blankDevices(UserId userId) {
        transaction.executeWithoutResult(status -> {
            lock(SHARE_TABLES);
            find("session_history(_[0-9]+|_old)?").forEach(table -> blank(BLANK.formatted(table), userId));
            find("live_session(_[0-9]+|_old)").forEach(table -> blank(BLANK_ENDED.formatted(table), userId));
        });
    }

    private void blank(String sql, UserId userId) {
        jdbc.sql(sql)
                .param("erased", Device.ERASED.label())
                .param("userId", userId.value())
                .update();
    }

    /** Keeps others from blanking, creating, dropping or renaming tables until the transaction ends. */
    void lockTables() {
        lock(LOCK_TABLES);
    }

    private void lock(String sql) {
        jdbc.sql(sql).query(row -> {});
    }

    /** Returns the tables whose whole name matches the pattern. */
    List<String> find(String pattern) {
        return jdbc.sql(SELECT)
                .param("pattern", "^(" + pattern + ")$")
                .query(String.class)
                .list();
    }
}
