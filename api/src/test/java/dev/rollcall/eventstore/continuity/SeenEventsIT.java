package dev.rollcall.eventstore.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S2-9: what a node has acknowledged is remembered before it is answered, not only when the node looks next time. */
class SeenEventsIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());

    @BeforeAll
    static void start() {
        node = Node.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void theNodesOwnCommitsAreRememberedAtOnce() {
        SeenEvents seen = node.bean(SeenEvents.class);
        node.client().start("kept");
        Properties newest = newest();
        node.client().start("gone");
        assertThat(seen.missing(jdbc)).isEmpty();

        Map<String, Object> gone = jdbc.sql(
                        "DELETE FROM domain_event_entry WHERE aggregate_identifier = 'gone' RETURNING event_identifier")
                .query()
                .singleRow();
        seen.restore(newest); // as if the node had not looked since

        assertThat(seen.missing(jdbc)).hasValueSatisfying(missing -> {
            assertThat(missing.key()).isEqualTo(String.valueOf(gone.get("event_identifier")));
            assertThat(missing.text()).contains(missing.key(), "number 0 of its user");
        });
    }

    /** Returns the newest event as a node saves it. */
    private Properties newest() {
        Map<String, Object> last = jdbc.sql(
                        "SELECT global_index, event_identifier FROM domain_event_entry ORDER BY 1 DESC LIMIT 1")
                .query()
                .singleRow();
        Properties newest = new Properties();
        newest.setProperty("event.index", String.valueOf(last.get("global_index")));
        newest.setProperty("event.id", String.valueOf(last.get("event_identifier")));
        newest.setProperty("event.epoch", "0");
        return newest;
    }
}
