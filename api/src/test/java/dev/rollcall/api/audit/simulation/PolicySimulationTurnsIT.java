package dev.rollcall.api.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** C-4: one policy simulation at a time on all nodes together, within a time limit. */
class PolicySimulationTurnsIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, "rollcall.audit.what-if-time-limit=1s");

    private final Client auditor = NODE.client().signIn("auditor", "audit123").client();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void refusesASecondOneUntilTheFirstIsDone() throws SQLException {
        try (Connection another = DATABASE.dataSource().getConnection();
                Statement lock = another.createStatement()) {
            another.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(hashtextextended('rollcall.what-if', 0))");

            assertRefused(simulate(), 429, "WHAT_IF_IN_PROGRESS");
            another.rollback();
            assertThat(simulate().status()).isEqualTo(200);
        }
        assertThat(simulate().status()).isEqualTo(200);
    }

    @Test
    void abortsOneThatTakesTooLong() throws SQLException {
        try (Connection slow = DATABASE.dataSource().getConnection();
                Statement lock = slow.createStatement()) {
            slow.setAutoCommit(false);
            lock.execute("LOCK TABLE session_history IN ACCESS EXCLUSIVE MODE");

            Reply reply = simulate();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("WHAT_IF_TIMED_OUT");
            slow.rollback();
        }
        assertThat(simulate().status()).isEqualTo(200);
    }

    @Test
    void refusesToStartWithAnInvalidTimeLimit() {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.audit.what-if-time-limit=0s"))
                .hasStackTraceContaining("rollcall.audit.what-if-time-limit must be between 1 second and 1 hour");
    }

    private static void assertRefused(Reply refused, int status, String code) {
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
    }

    private Reply simulate() {
        Instant now = Instant.now();
        return auditor.post(
                "/audit/what-if",
                Map.of(
                        "from", now.minus(Duration.ofDays(1)).toString(),
                        "to", now.minus(Duration.ofHours(1)).toString(),
                        "policy", Map.of("maxSessions", 1, "whenFull", "REJECT")));
    }
}
