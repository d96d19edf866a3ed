package dev.rollcall.eventstore.continuity;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Finds out whether each connection keeps a server connection of its own. A pooler such as PgBouncer in transaction mode
 * gives a connection another one for each transaction. Then notifications do not arrive, locks of a connection protect
 * nothing, its limits of time apply to others, and nobody notices that another server answers.
 */
final class SessionPooling {

    private static final int TRIES = 5;

    private SessionPooling() {}

    /** @throws TransactionPooling if a connection changes its server connection, or shares it */
    static void require(DataSource dataSource) throws SQLException {
        try (Connection idle = dataSource.getConnection();
                Connection busy = dataSource.getConnection()) {
            long own = server(idle);
            busy.setAutoCommit(false);
            long others = server(busy);
            for (int i = 0; i < TRIES; i++) {
                if (own == others || server(idle) != own) {
                    throw new TransactionPooling();
                }
            }
            busy.rollback();
        }
    }

    /** Returns the process of the server connection. */
    private static long server(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }
}
