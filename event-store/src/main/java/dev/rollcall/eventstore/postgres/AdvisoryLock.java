package dev.rollcall.api.operations.cleanup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Lets one clean-up run at a time, on all nodes together. The lock belongs to a database connection, so it is released
 * when its node is gone: at once if the process dies, within half a minute if the machine cannot be reached any more.
 */
@Component
class CleanupLock {

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended('rollcall.sweep', 0))";

    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('rollcall.sweep', 0))";

    private static final Executor AT_ONCE = Runnable::run;

    private final DataSource dataSource;

    CleanupLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return the result of the work, or empty if another clean-up holds the lock */
    <T> Optional<T> whileHeld(Supplier<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            if (!isTrue(connection, LOCK)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                unlock(connection);
            }
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("cannot take the lock of the clean-up", failure);
        }
    }

    /** If unlocking fails, the connection may still hold the lock, so it must not go back to the pool. */
    private static void unlock(Connection connection) throws SQLException {
        try {
            isTrue(connection, UNLOCK);
        } catch (SQLException lost) {
            connection.abort(AT_ONCE);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
