package dev.rollcall.eventstore.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S2-9: what a node has acknowledged is remembered before it is answered, not only when the node looks next time. */
class SeenEventsIT {

    private final TestDatabase database = TestDatabase.create();

    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private Node node;

    @BeforeEach
    void start() {
        node = Node.start(database);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theNodesOwnCommitsAreRememberedAtOnce() {
        SeenEvents seen = node.bean(SeenEvents.class);
        node.client().start("kept");
        Properties newest = newest();
        node.client().start("gone");
        node.close(); // it would look by itself
        assertThat(seen.missing(jdbc)).isEmpty();

        Map<String, Object> gone = jdbc.sql(
                        "DELETE FROM domain_event_entry WHERE aggregate_identifier = 'gone' RETURNING event_identifier")
                .query()
                .singleRow();
        seen.restore(newest); // as if the node had not looked since

        assertThat(seen.missing(jdbc)).singleElement().satisfies(missing -> {
            assertThat(missing.key()).isEqualTo(String.valueOf(gone.get("event_identifier")));
            assertThat(missing.text()).contains(missing.key(), "number 0 of its stream");
        });
    }

    @Test
    void anAcceptedLossDoesNotHideALaterOne() {
        node.client().start("accepted");
        HistoryContinuity continuity = node.bean(HistoryContinuity.class);
        SeenEvents seen = node.bean(SeenEvents.class);
        node.close(); // it would look by itself
        jdbc.sql("INSERT INTO lost_history (key, missing, accepted_by_event) VALUES ('accepted', '', 1)")
                .update();
        continuity.look(database.dataSource());
        seen.see(1_000, new UUID(1, 2)); // written by another node after the acceptance
        jdbc.sql("DELETE FROM domain_event_entry").update();

        assertThatThrownBy(() -> {
                    try (Connection connection = database.dataSource().getConnection()) {
                        continuity.verify(connection);
                    }
                })
                .isInstanceOf(HistoryLost.class)
                .hasMessageContaining("with global index 1000");
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
