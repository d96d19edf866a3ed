package dev.rollcall.query.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.query.ServerIncarnation;
import dev.rollcall.query.SettlingIndex;
import dev.rollcall.testing.SwitchedDataSource;
import dev.rollcall.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A server that took the place of another one, as a standby that lagged does: it lacks the last events. */
class ReplacedServerIT {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number, type,
                                            time_stamp, payload_type, payload, meta_data) OVERRIDING SYSTEM VALUE
            VALUES (?, gen_random_uuid(), ?, ?, 'UserSessions', '2026-01-01T12:00:00Z', 'none', '{}', '{}')
            """;

    private static EmbeddedPostgres server;
    private static TestDatabase first;
    private static TestDatabase second;

    private SwitchedDataSource database;
    private JdbcTemplate jdbc;

    @BeforeAll
    static void start() throws IOException {
        first = TestDatabase.create();
        server = EmbeddedPostgres.builder().start();
        second = TestDatabase.at(server.getJdbcUrl("postgres", "postgres"));
        for (TestDatabase database : List.of(first, second)) {
            Flyway.configure().dataSource(database.dataSource()).load().migrate();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void leadToTheFirstWithoutEvents() {
        database = new SwitchedDataSource(first);
        jdbc = new JdbcTemplate(database);
        first.jdbc().execute("TRUNCATE domain_event_entry");
        second.jdbc().execute("TRUNCATE domain_event_entry");
    }

    @Test
    void everyServerHasAnIncarnationOfItsOwn() {
        ServerIncarnation before = ServerIncarnation.of(jdbc);

        assertThat(ServerIncarnation.of(jdbc)).isEqualTo(before);
        database.switchTo(second);
        assertThat(ServerIncarnation.of(jdbc)).isNotEqualTo(before);
    }

    @Test
    void aNumberThatNeverBecameAnEventThereMayBecomeOneHere() {
        insert(first, 1, 2, 4);
        SettledEvents events = new SettledEvents(jdbc);
        assertThat(after(events, 0)).containsExactly(1L, 2L, 4L);

        database.switchTo(second);
        insert(second, 1, 2);
        new TransactionTemplate(new JdbcTransactionManager(second.dataSource())).executeWithoutResult(underWay -> {
            insert(second, 3);
            insert(TestDatabase.at(second.url()), 4);
            assertThat(after(events, 2)).as("event 3 is under way").isEmpty();
        });

        assertThat(after(events, 2)).containsExactly(3L, 4L);
    }

    @Test
    void nobodyWaitsOnOneServerForWhatIsUnderWayOnAnother() {
        SettlingIndex last = new SettlingIndex(jdbc);
        database.switchTo(second);

        assertThatThrownBy(last::isSettled).hasMessage("The database server was replaced by another one");
    }

    /** The global indexes that follow, in a transaction as the log reads them. */
    private List<Long> after(SettledEvents events, long index) {
        return new TransactionTemplate(new JdbcTransactionManager(database))
                .execute(status -> events.after(index, 10).stream()
                        .map(StoredEvent::globalIndex)
                        .toList());
    }

    private static void insert(TestDatabase database, long... indexes) {
        for (long index : indexes) {
            database.jdbc().update(INSERT, index, "user-" + index, 0);
        }
    }
}
