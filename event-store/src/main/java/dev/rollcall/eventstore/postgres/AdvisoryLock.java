package dev.rollcall.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Lets work of one kind run once at a time, on all nodes together. The lock belongs to a database connection, so it is
 * released when its node is gone: at once if the process dies, within half a minute if the machine cannot be reached
 * any more.
 */
public final class AdvisoryLock {

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended(?, 0))";

    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended(?, 0))";

    private static final Executor AT_ONCE = Runnable::run;

    private final DataSource dataSource;
    private final String name;

    /** @param name of the kind of work; must not change between releases */
    public AdvisoryLock(DataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.name = name;
    }

    /** @return the result of the work, or empty if it is under way elsewhere */
    public <T> Optional<T> whileHeld(Supplier<T> work) {
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
            throw new DataAccessResourceFailureException("cannot take the lock '" + name + "'", failure);
        }
    }

    /** If unlocking fails, the connection may still hold the lock, so it must not go back to the pool. */
    private void unlock(Connection connection) throws SQLException {
        try {
            isTrue(connection, UNLOCK);
        } catch (SQLException lost) {
            connection.abort(AT_ONCE);
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
