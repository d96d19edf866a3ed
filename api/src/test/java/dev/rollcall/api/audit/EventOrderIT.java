package dev.rollcall.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are logged in the order of their global indexes, even when they are committed in another order. */
class EventOrderIT {

    private static final Duration OBSERVED_FOR = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            VALUES (gen_random_uuid(), '%s', 0, '2026-01-01T12:00:00Z', 'T', convert_to('{}' || %s, 'UTF8'))
            """;

    /** Takes a global index, but the transaction of the row has no id until the sleep is over. */
    private static final String SLEEP = "(SELECT pg_sleep(3)::text)";

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    private static Auditor auditor;

    @BeforeAll
    static void start() {
        node = Node.start(DATABASE);
        DATABASE.jdbc().execute("ALTER TYPE event_type ADD VALUE 'T'");
        auditor = Auditor.at(node.client());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void awaitAllLogged() {
        auditor.awaitAllLogged(DATABASE);
    }

    @Test
    void waitsForAnEarlierEventThatIsCommittedLater() throws SQLException {
        try (Connection slow = begin("slow")) {
            insert("fast");
            await().during(OBSERVED_FOR).atMost(PATIENCE).until(() -> !logged().contains("fast"));

            slow.commit();
        }
        await().until(() -> logged().contains("fast"));
        assertThat(logged()).endsWith("slow", "fast");
    }

    @Test
    void doesNotWaitForARolledBackEvent() throws SQLException {
        try (Connection undone = begin("undone")) {
            insert("next");
            await().during(OBSERVED_FOR).atMost(PATIENCE).until(() -> !logged().contains("next"));

            undone.rollback();
        }
        await().atMost(PATIENCE).until(() -> logged().contains("next"));
        assertThat(logged()).endsWith("next").doesNotContain("undone");
    }

    /** With constant writing there is no moment without an open transaction. */
    @Test
    void doesNotWaitForLaterTransactions() throws SQLException {
        try (Connection undone = begin("undone-too");
                Connection later = begin("later")) {
            insert("between");
            await().during(OBSERVED_FOR).atMost(PATIENCE).until(() -> !logged().contains("between"));
            try (Connection muchLater = begin("much-later")) {
                undone.rollback();
                later.commit();

                await().atMost(PATIENCE).until(() -> logged().contains("between"));
                assertThat(logged()).endsWith("later", "between");
                muchLater.rollback();
            }
        }
    }

    @Test
    void waitsForAnIndexThatIsTakenButNotYetWritten() {
        CompletableFuture<Void> sleeping =
                CompletableFuture.runAsync(() -> DATABASE.jdbc().execute(INSERT.formatted("sleeping", SLEEP)));
        await().until(() -> "true"
                .equals(DATABASE.jdbc()
                        .queryForObject(
                                "SELECT (count(*) > 0)::text FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                        + " AND datname = current_database()",
                                String.class)));
        insert("awake");

        await().until(() -> logged().contains("awake"));
        sleeping.join();
        assertThat(logged()).endsWith("sleeping", "awake");
    }

    private static Connection begin(String user) throws SQLException {
        Connection connection = DATABASE.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(INSERT.formatted(user, "''"));
        }
        return connection;
    }

    private static void insert(String user) {
        DATABASE.jdbc().execute(INSERT.formatted(user, "''"));
    }

    /** The users of the events in the log. */
    private static List<String> logged() {
        return DATABASE.jdbc()
                .queryForList(
                        "SELECT aggregate_identifier FROM transparency_log_leaf JOIN domain_event_entry"
                                + " USING (global_index) ORDER BY leaf_index",
                        String.class);
    }
}
