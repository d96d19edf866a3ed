package dev.rollcall.api.operations.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node exercises itself before it reports that it is ready. */
class WarmUpIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String LONG = "rollcall.warm-up.at-most=PT1M";

    /** The rehearsed starts look for users in vain. */
    private static final String USERS_NOT_IN_MEMORY = "cache_gets_total{cache=\"aggregates\",result=\"miss\"}";

    private static final List<String> TABLES = List.of(
            "domain_event_entry WHERE payload_type <> 'dev.rollcall.event.AccountCreated'",
            "snapshot_event_entry",
            "live_session",
            "ended_session",
            "session_activity",
            "session_history",
            "refresh_generation",
            "user_key",
            "login_bucket");

    private static final TestDatabase DATABASE = TestDatabase.create();

    @BeforeAll
    static void createTables() {
        Node.start(DATABASE).close();
    }

    @Test
    void leavesNoTrace() {
        try (Node node = Node.start(DATABASE, LONG)) {
            Meters meters = Meters.of(node.client());

            assertThat(meters.value(USERS_NOT_IN_MEMORY)).as("rehearsed").isPositive();
            assertThat(TABLES)
                    .allSatisfy(table -> assertThat(
                                    DATABASE.jdbc().queryForObject("SELECT count(*) FROM " + table, Long.class))
                            .as(table)
                            .isZero());
            assertThat(DATABASE.jdbc()
                            .queryForObject(
                                    "SELECT pg_sequence_last_value("
                                            + "pg_get_serial_sequence('domain_event_entry', 'global_index'))",
                                    Long.class))
                    .as("the accounts of the demo users")
                    .isEqualTo(DATABASE.jdbc().queryForObject("SELECT count(*) FROM account", Long.class));
            assertThat(meters.series("http_server_requests_seconds")).isEmpty();
            assertThat(meters.series("rollcall_").stream()
                            .filter(series -> series.matches("\\w+_(total|count)(\\{.*)?")))
                    .isNotEmpty()
                    .allSatisfy(series ->
                            assertThat(meters.value(series)).as(series).isZero());
        }
    }

    @Test
    void canBeSwitchedOff() {
        try (Node node = Node.start(DATABASE, "rollcall.warm-up.at-most=0")) {
            assertThat(Meters.of(node.client()).value(USERS_NOT_IN_MEMORY)).isZero();
        }
    }

    @Test
    void theNodeIsReadyWhenTheWarmUpIsOver() throws Exception {
        int port = freePort();
        Client client = new Client("http://127.0.0.1:" + port);
        CompletableFuture<Node> starting;
        try (Connection blocker = blockUsers()) {
            starting = CompletableFuture.supplyAsync(() -> Node.start(
                    DATABASE,
                    LONG,
                    "server.port=" + port,
                    "rollcall.database.lock-timeout=PT1M",
                    "rollcall.database.statement-timeout=PT1M"));
            await().atMost(PATIENCE).until(WarmUpIT::someoneIsBlocked);

            assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(starting).isNotDone();
            blocker.rollback();
        }
        await().atMost(PATIENCE)
                .until(() -> client.get("/actuator/health/readiness").status() == 200);
        starting.get().close();
    }

    @Test
    void theNodeIsReadyWhenTheTimeOfTheWarmUpIsOver() throws SQLException {
        try (Connection blocker = blockUsers();
                Node node = Node.start(
                        DATABASE,
                        "rollcall.warm-up.at-most=PT0.5S",
                        "rollcall.database.lock-timeout=PT1M",
                        "rollcall.database.statement-timeout=PT1M")) {
            assertThat(node.client().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(someoneIsBlocked()).as("still under way").isTrue();
            blocker.rollback();
        }
    }

    @Test
    void theNodeIsReadyIfTheDatabaseRefusesEveryRehearsedStart() throws SQLException {
        try (Connection blocker = blockUsers();
                Node node = Node.start(DATABASE, LONG, "rollcall.database.lock-timeout=PT0.1S")) {
            assertThat(node.client().get("/actuator/health/readiness").status()).isEqualTo(200);
            blocker.rollback();
        }
    }

    /** Blocks the loading of users until the connection is closed. */
    private static Connection blockUsers() throws SQLException {
        Connection connection = DATABASE.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE snapshot_event_entry IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    private static boolean someoneIsBlocked() {
        return Boolean.TRUE.equals(DATABASE.jdbc()
                .queryForObject("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)", Boolean.class));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
