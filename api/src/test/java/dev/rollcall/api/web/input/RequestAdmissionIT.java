package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests that wait for the database leave threads for checks. */
class RequestAdmissionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int AT_ONCE = 3;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void refusesRequestsOverTheLimitButNoChecks() throws Exception {
        try (Node node = Node.start(
                        database,
                        "rollcall.requests.max-at-once=" + AT_ONCE,
                        "spring.threads.virtual.enabled=false", // they have room for bursts
                        "rollcall.database.lock-timeout=PT1M",
                        "rollcall.database.statement-timeout=PT1M");
                Connection holder = database.dataSource().getConnection();
                Statement hold = holder.createStatement()) {
            SignedIn device = node.client().start("admitted");
            assertThat(device.client().get("/authorize").status()).isEqualTo(200);
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE session_activity, live_session");
            CompletableFuture<List<Reply>> waiting = CompletableFuture.supplyAsync(
                    () -> AtOnce.call(AT_ONCE, number -> device.client().get(device.sessions())));
            await().atMost(PATIENCE).until(this::allWait);

            Reply refused = node.client().asGateway().post("/users/admitted/sessions", Map.of());
            Visitor.Page page = new Visitor(node.client()).get("/login");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("SERVER_BUSY");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.status()).isEqualTo(503);
            assertThat(device.client().get("/authorize").status()).isEqualTo(200);
            assertThat(device.client().get("/authorize/appended/path").status()).isEqualTo(200);
            assertThat(Meters.of(node.client())
                            .value("rollcall_refusals_total{endpoint=\"/users/{userId}/sessions\","
                                    + "method=\"POST\",reason=\"SERVER_BUSY\"}"))
                    .isEqualTo(1);
            holder.rollback();
            assertThat(waiting.join()).extracting(Reply::status).containsOnly(200);
            assertThat(device.client().get(device.sessions()).status()).isEqualTo(200);
        }
    }

    private boolean allWait() {
        return Long.valueOf(AT_ONCE).equals(database.jdbc().queryForObject("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database()
                                AND query LIKE '%FROM live_session LEFT JOIN%'
                                """, Long.class));
    }
}
