package dev.rollcall.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

        startAgainFrom("{\"index\":0,\"gaps\":[]}");
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
    void waitsForATransactionThatCommitsLate() throws SQLException {
        SignedIn early = client.start("early");
        awaitAllProcessed(NODE);
        try (Connection late = DATABASE.dataSource().getConnection()) {
            late.setAutoCommit(false);
            copy(late, early, "late-arrival");
            SignedIn next = client.start("next");

            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> rows(next).isEmpty());
            late.commit();

            awaitAllProcessed(NODE);
            assertThat(rows(next)).hasSize(1);
            assertThat(JDBC.queryForList("SELECT 1 FROM session_history WHERE user_id = 'late-arrival'"))
                    .hasSize(1);
        }
    }

    @Test
    void doesNotRememberNumbersThatNoEventGot() throws SQLException {
        SignedIn early = client.start("before-gaps");
        try (Connection refused = DATABASE.dataSource().getConnection()) {
            refused.setAutoCommit(false);
            for (int i = 0; i < 50; i++) {
                copy(refused, early, "never-" + i);
                refused.rollback();
            }
        }
        client.start("after-gaps");
        awaitAllProcessed(NODE);

        assertThat(JDBC.queryForObject(
                        "SELECT convert_from(token, 'UTF8') FROM token_entry WHERE processor_name = 'session-history'",
                        String.class))
                .isEqualTo("{\"index\":%d,\"gaps\":[]}", progress(NODE).head());
    }

    /** Earlier releases read on after gaps, and looked into them again. */
    @Test
    void readsTheGapsThatAnEarlierReleaseNoted() {
        SignedIn inGap = client.start("in-gap");
        SignedIn after = client.start("after-gap");
        awaitAllProcessed(NODE);
        long gap = Objects.requireNonNull(JDBC.queryForObject(
                "SELECT global_index FROM domain_event_entry WHERE aggregate_identifier = 'in-gap'", Long.class));
        JDBC.update("DELETE FROM session_history WHERE user_id IN ('in-gap', 'after-gap')");

        startAgainFrom("{\"index\":%d,\"gaps\":[%d]}".formatted(gap + 1, gap));

        await().atMost(PATIENCE)
                .until(() -> rows(inGap).size() == 1 && rows(after).size() == 1);
        awaitAllProcessed(NODE);
    }

    private static void startAgainFrom(String token) {
        JDBC.update(
                "UPDATE token_entry SET token = convert_to(?, 'UTF8'), owner = 'gone', claimed_at = ?"
                        + " WHERE processor_name = 'session-history'",
                token,
                Instant.now().toString());
    }

    /** Writes the start of a session of another user. */
    private static void copy(Connection connection, SignedIn device, String user) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO domain_event_entry (time_stamp, event_identifier, sequence_number, payload_type,
                                                aggregate_identifier, payload_revision, payload)
                SELECT time_stamp, gen_random_uuid(), 0, payload_type, ?, payload_revision,
                       convert_to(replace(replace(convert_from(payload, 'UTF8'), ?, ?), ?, gen_random_uuid()::text), 'UTF8')
                FROM domain_event_entry WHERE aggregate_identifier = ?
                """)) {
            insert.setString(1, user);
            insert.setString(2, device.userId());
            insert.setString(3, user);
            insert.setString(4, device.sessionId());
            insert.setString(5, device.userId());
            insert.executeUpdate();
        }
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
