package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** No call waits for the database without limit, and one that waited too long is answered as unavailable. */
class ConnectionLimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LIMITS = "SELECT name || '=' || setting FROM pg_settings WHERE name IN"
            + " ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name";

    private final TestDatabase database = TestDatabase.create();

    @Test
    void applyToEveryConnectionUnlessTheOperatorOverridesThem() {
        try (Node node = Node.start(
                database,
                "rollcall.database.lock-timeout=PT2S",
                "spring.datasource.hikari.connection-init-sql=SET statement_timeout = 3500")) {
            List<String> limits = node.bean(JdbcTemplate.class).queryForList(LIMITS, String.class);

            assertThat(limits)
                    .containsExactly(
                            "idle_in_transaction_session_timeout=5000", "lock_timeout=2000", "statement_timeout=3500");
        }
    }

    @Test
    void answersCallsThatWaitedTooLongWith503() throws Exception {
        try (Node node = Node.start(database, "rollcall.database.lock-timeout=PT0.2S")) {
            SignedIn device = node.client().start("patient");
            try (Connection holder = database.dataSource().getConnection();
                    Statement hold = holder.createStatement()) {
                holder.setAutoCommit(false);
                hold.execute("LOCK TABLE live_session, session_activity, refresh_generation");

                assertUnavailable(node.client().asGateway().post(device.sessions(), Map.of()));
                assertUnavailable(device.refresh());
                assertUnavailable(device.client().get(device.sessions()));
                assertUnavailable(device.client().post("/auth/logout"));
                assertUnavailable(node.client().login("june_doe", "test123"));
                holder.rollback();
            }
            assertThat(device.refresh().status()).isEqualTo(200);
            assertThat(device.client().post("/auth/logout").status()).isEqualTo(200);
        }
    }

    /** Migrations may change a large table, or wait for another node that migrates. */
    @Test
    void migrationsMayTakeLonger() throws Exception {
        Node.start(database).close();
        try (Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE flyway_schema_history");
            CompletableFuture<Node> starting = CompletableFuture.supplyAsync(() -> Node.start(
                    database, "rollcall.database.lock-timeout=PT0.1S", "rollcall.database.statement-timeout=PT0.2S"));
            await().atMost(PATIENCE)
                    .until(() -> Long.valueOf(1).equals(database.jdbc().queryForObject("""
                                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                                    AND wait_event_type = 'Lock' AND query_start < clock_timestamp() - interval '1 s'
                                    """, Long.class)));
            holder.rollback();

            try (Node node = starting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(node.client().get("/.well-known/jwks.json").status()).isEqualTo(200);
            }
        }
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }
}
