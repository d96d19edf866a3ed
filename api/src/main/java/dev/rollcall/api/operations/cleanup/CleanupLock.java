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
 * Lets one sweep run at a time, on all nodes together. The lock belongs to a connection, so it goes when the node does
 * that holds it: at once if the process dies, within half a minute if its machine is not heard of any more.
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

    /** @return empty if somebody else holds the lock */
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
            throw new DataAccessResourceFailureException("the lock of the sweep cannot be taken", failure);
        }
    }

    /** A connection that may hold the lock still must not go back to the pool. */
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
