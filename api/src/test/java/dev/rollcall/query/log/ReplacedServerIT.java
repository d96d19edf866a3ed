package dev.rollcall.query.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.eventstore.positions.GapSafeReader;
import dev.rollcall.eventstore.positions.HighWaterMark;
import dev.rollcall.eventstore.positions.ServerIncarnation;
import dev.rollcall.testing.SwitchedDataSource;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A server was replaced by another one that lacks the last events, as a lagging standby does. */
class ReplacedServerIT {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier, sequence_number,
                                            time_stamp, payload_type, payload) OVERRIDING SYSTEM VALUE
            VALUES (?, gen_random_uuid(), ?, ?, '2026-01-01T12:00:00Z', 'dev.rollcall.event.SessionExpired', '{}')
            """;

    private static final TwoServers SERVERS = new TwoServers();

    private SwitchedDataSource database;
    private JdbcClient jdbc;

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @BeforeEach
    void useTheFirstServerWithoutEvents() {
        database = new SwitchedDataSource(SERVERS.first());
        jdbc = JdbcClient.create(database);
        SERVERS.first().jdbc().execute("TRUNCATE domain_event_entry");
        SERVERS.second().jdbc().execute("TRUNCATE domain_event_entry");
    }

    @Test
    void everyServerHasItsOwnIncarnation() {
        ServerIncarnation before = ServerIncarnation.of(jdbc);

        assertThat(ServerIncarnation.of(jdbc)).isEqualTo(before);
        database.switchTo(SERVERS.second());
        assertThat(ServerIncarnation.of(jdbc)).isNotEqualTo(before);
    }

    @Test
    void anIndexSkippedOnOneServerMayBeUsedOnAnother() {
        insert(SERVERS.first(), 1, 2, 4);
        GapSafeReader<StoredEvent> events = new GapSafeReader<>(
                jdbc, StoredEvent::globalIndex, (index, limit) -> StoredEvent.after(jdbc, index, limit));
        assertThat(after(events, 0)).containsExactly(1L, 2L, 4L);

        database.switchTo(SERVERS.second());
        insert(SERVERS.second(), 1, 2);
        new TransactionTemplate(new JdbcTransactionManager(SERVERS.second().dataSource()))
                .executeWithoutResult(open -> {
                    insert(SERVERS.second(), 3);
                    insert(TestDatabase.at(SERVERS.second().url()), 4);
                    assertThat(after(events, 2))
                            .as("event 3 is not committed yet")
                            .isEmpty();
                });

        assertThat(after(events, 2)).containsExactly(3L, 4L);
    }

    @Test
    void doesNotWaitForTransactionsOfAnotherServer() {
        HighWaterMark last = new HighWaterMark(jdbc);
        database.switchTo(SERVERS.second());

        assertThatThrownBy(last::isSettled).hasMessage("The database server was replaced by another one");
    }

    /** Returns the following global indexes, read in a transaction as the log reads them. */
    private List<Long> after(GapSafeReader<StoredEvent> events, long index) {
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
