package dev.rollcall.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** C-2: the read model session-history follows the events of all nodes and skips none. */
class SessionHistoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    private static final Node NODE = Node.start(DATABASE);

    private final Client client = NODE.client();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void repeatedEventsChangeNothing() {
        SignedIn device = client.start("again");
        client.start("again").client().post("/auth/logout");
        device.client().post("/auth/logout-all");
        awaitAllProcessed(NODE);
        List<Map<String, Object>> before = JDBC.queryForList("SELECT * FROM session_history");

        JDBC.update(
                "UPDATE token_entry SET token = convert_to('{\"index\":0,\"gaps\":[]}', 'UTF8'), owner = 'gone', claimed_at = ?"
                        + " WHERE processor_name = 'session-history'",
                Instant.now().toString());
        assertThat(progress(NODE).processed()).isZero();
        awaitAllProcessed(NODE);

        assertThat(before).isNotEmpty();
        assertThat(JDBC.queryForList("SELECT * FROM session_history")).containsAll(before);
    }

    @Test
    void retriesAFailedBatchAndSkipsNothing() {
        awaitAllProcessed(NODE);
        JDBC.execute("ALTER TABLE session_history ADD CONSTRAINT nobody CHECK (user_id <> 'stuck') NOT VALID");
        SignedIn stuck = client.start("stuck");
        SignedIn later = client.start("after-stuck");

        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> progress(NODE).behind() > 0);
        assertThat(rows(later)).isEmpty();
        assertThat(later.profile().status()).isEqualTo(200);
        JDBC.execute("ALTER TABLE session_history DROP CONSTRAINT nobody");

        awaitAllProcessed(NODE);
        assertThat(rows(stuck)).hasSize(1);
        assertThat(rows(later)).hasSize(1);
    }

    @Test
    void doesNotSkipATransactionThatCommitsLate() {
        SignedIn early = client.start("early");
        awaitAllProcessed(NODE);
        JDBC.execute("SELECT nextval(pg_get_serial_sequence('domain_event_entry', 'global_index'))");
        Long gap = JDBC.queryForObject("SELECT last_value FROM domain_event_entry_global_index_seq", Long.class);
        client.start("late");
        awaitAllProcessed(NODE);

        JDBC.update("""
                INSERT INTO domain_event_entry OVERRIDING SYSTEM VALUE
                SELECT ?, time_stamp, gen_random_uuid(), 0, payload_type, 'late-arrival', payload_revision,
                       convert_to(replace(replace(convert_from(payload, 'UTF8'), 'early', 'late-arrival'), ?, ?), 'UTF8')
                FROM domain_event_entry WHERE aggregate_identifier = 'early'
                """, gap, early.sessionId(), "01a1fea0-dfbb-7731-aaf8-ef12436efe73");

        assertThat(progress(NODE).behind()).isLessThanOrEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> !JDBC.queryForList("SELECT 1 FROM session_history WHERE user_id = 'late-arrival'")
                        .isEmpty());
        awaitAllProcessed(NODE);
    }

    private static void awaitAllProcessed(Node node) {
        await().atMost(PATIENCE).until(() -> progress(node).behind() == 0);
    }

    private static HistoryLag.Progress progress(Node node) {
        return node.bean(HistoryLag.class).read();
    }

    private static List<Map<String, Object>> rows(SignedIn device) {
        return JDBC.queryForList("SELECT * FROM session_history WHERE session_id = ?::uuid", device.sessionId());
    }
}
