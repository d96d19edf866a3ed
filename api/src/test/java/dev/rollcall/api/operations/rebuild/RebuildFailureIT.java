package dev.rollcall.api.operations.rebuild;

import static dev.rollcall.testing.RebuildCalls.rebuild;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** C-2: a failed rebuild leaves everything unchanged and reports why. */
class RebuildFailureIT {

    private static final String POISON = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            VALUES (gen_random_uuid(), 'poison', (SELECT count(*) FROM domain_event_entry), '2026-01-01T12:00:00Z',
                    'dev.rollcall.event.NobodyKnows', '1', ?)
            """;

    @Test
    void reportsAnUnreadableEventAndKeepsServing() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            Client admin = RebuildCalls.admin(node);
            SignedIn device = node.client().start("kept");
            JdbcTemplate jdbc = database.jdbc();
            jdbc.execute("ALTER TYPE event_type ADD VALUE 'dev.rollcall.event.NobodyKnows'");
            jdbc.update(POISON, bytes("{\"x\":1"));
            Long place = jdbc.queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class);

            Reply failed = rebuild(admin, "live-sessions");

            assertThat(failed.text("state")).isEqualTo("FAILED");
            assertThat(failed.text("reason")).startsWith("The event with global_index " + place + " cannot be read");
            assertThat(failed.body().has("result")).isFalse();
            assertThat(device.profile().status()).isEqualTo(200);
            assertThat(node.client().start("kept").profile().status()).isEqualTo(200);

            jdbc.update("DELETE FROM domain_event_entry WHERE aggregate_identifier = 'poison'");
            assertThat(rebuild(admin, "live-sessions").text("state")).isEqualTo("COMPLETED");
        }
    }

    @Test
    void doesNotSwapATableThatIsBeingRead() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database);
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            Client admin = RebuildCalls.admin(node);
            SignedIn device = node.client().start("waiting");
            connection.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM live_session");
            Reply started = RebuildCalls.started(admin, "live-sessions", "");

            for (int i = 0; i < 20; i++) {
                assertThat(device.client().get(device.sessions()).status()).isEqualTo(200);
                SignedIn another = node.client().start("waiting");
                assertThat(another.client().post("/auth/logout").status()).isEqualTo(200);
            }
            assertThat(admin.get(started.header("Location")).text("state")).isEqualTo("RUNNING");
            connection.commit();

            assertThat(RebuildCalls.finished(admin, started).text("state")).isEqualTo("COMPLETED");
        }
    }

    @Test
    void reportsMissingRightsToCreateTables() {
        TestDatabase database = TestDatabase.create();
        JdbcTemplate jdbc = database.jdbc();
        jdbc.execute("DROP ROLE IF EXISTS narrow");
        jdbc.execute("CREATE ROLE narrow LOGIN PASSWORD 'narrow'");
        jdbc.execute("GRANT CREATE ON SCHEMA public TO narrow");
        String url = database.url().replaceAll("user=[^&]*", "user=narrow");
        try (Node node = Node.start(
                TestDatabase.at(url), "spring.datasource.username=narrow", "spring.datasource.password=narrow")) {
            jdbc.execute("REVOKE CREATE ON SCHEMA public FROM narrow");

            Reply failed = rebuild(RebuildCalls.admin(node), "session-history");

            assertThat(failed.text("state")).isEqualTo("FAILED");
            assertThat(failed.text("reason")).contains("permission denied for schema public");
            assertThat(node.client().start("narrow").profile().status()).isEqualTo(200);
        } finally {
            jdbc.execute("DROP OWNED BY narrow");
            jdbc.execute("DROP ROLE narrow");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
