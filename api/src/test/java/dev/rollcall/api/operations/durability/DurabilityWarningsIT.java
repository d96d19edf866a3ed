package dev.rollcall.api.operations.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.OwnServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** S2-9: PostgreSQL's settings can break the promise that nothing acknowledged is lost. */
@ExtendWith(OutputCaptureExtension.class)
class DurabilityWarningsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void unsafeSettingsAreLoggedAndCounted(CapturedOutput output) throws SQLException {
        try (OwnServer server = OwnServer.start();
                Node node = Node.start(server.database())) {
            await().atMost(PATIENCE).until(() -> warnings(node) == 0);

            set(server, "SET synchronous_commit = off");
            await().atMost(PATIENCE).until(() -> warnings(node) == 1);
            assertThat(output).containsOnlyOnce("synchronous_commit of PostgreSQL is off");

            set(server, "RESET synchronous_commit");
            await().atMost(PATIENCE).until(() -> warnings(node) == 0);

            try (Connection standby = standby(server)) {
                await().atMost(PATIENCE).until(() -> warnings(node) == 1);
                assertThat(output).containsOnlyOnce("PostgreSQL has standbys, but synchronous_standby_names is empty");
            }
            await().atMost(PATIENCE).until(() -> warnings(node) == 0);
        }
    }

    private static void set(OwnServer server, String setting) {
        server.jdbc().execute("ALTER DATABASE postgres " + setting);
        server.jdbc()
                .queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Connects like a standby that receives the write-ahead log. */
    private static Connection standby(OwnServer server) throws SQLException {
        Properties properties = new Properties();
        PGProperty.REPLICATION.set(properties, "true");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "15");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        Connection connection = DriverManager.getConnection(server.database().url(), properties);
        String position = server.jdbc().queryForObject("SELECT pg_current_wal_lsn()::text", String.class);
        connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(LogSequenceNumber.valueOf(position))
                .start();
        return connection;
    }

    private static double warnings(Node node) {
        return Meters.of(node.client()).value("rollcall_durability_warnings");
    }
}
