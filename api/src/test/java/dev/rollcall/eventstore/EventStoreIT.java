package dev.rollcall.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** C-1: events and read model are written in one transaction, and cached aggregates are never stale. */
class EventStoreIT {

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    private static final JdbcTemplate JDBC = NODES.database().jdbc();

    @Test
    void eventsAndReadModelAreRolledBackTogether() {
        Client client = NODES.one().client();
        SignedIn before = client.start("atomic").settings(Map.of("maxSessions", 1));
        JDBC.execute("ALTER TABLE live_session ADD CONSTRAINT nobody CHECK (user_id <> 'atomic') NOT VALID");

        Reply failed = client.asGateway().post("/users/atomic/sessions");
        JDBC.execute("ALTER TABLE live_session DROP CONSTRAINT nobody");

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        assertThat(StoredEvents.of(NODES.database(), "atomic", "SessionStarted"))
                .hasSize(1);
        assertThat(StoredEvents.of(NODES.database(), "atomic", "SessionEvicted"))
                .isEmpty();
        assertThat(before.profile().status()).isEqualTo(200);
        assertThat(client.start("atomic").profile().status()).isEqualTo(200);
        assertThat(before.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
    }

    @Test
    void aTransactionWithASwallowedErrorIsNotReportedAsCommitted() {
        JdbcTemplate jdbc = NODES.one().bean(JdbcTemplate.class);
        TransactionTemplate transaction = new TransactionTemplate(NODES.one().bean(PlatformTransactionManager.class));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.update("INSERT INTO refresh_generation VALUES (gen_random_uuid(), 4711, now())");
                    assertThatThrownBy(() -> jdbc.execute("SELECT 1 / 0")).isInstanceOf(DataAccessException.class);
                }))
                .isInstanceOf(TransactionSystemException.class);

        assertThat(JDBC.queryForList("SELECT 1 FROM refresh_generation WHERE generation = 4711"))
                .isEmpty();
    }

    @Test
    void aNodeSeesTheChangesOfAnotherEvenIfItWritesNothing() {
        SignedIn first = NODES.one().client().start("two-nodes");
        SignedIn second = NODES.other().client().start("two-nodes");

        Reply ended = first.client().post("/auth/logout-session/" + second.sessionId());
        Reply twice = new SignedIn(NODES.other().client(), first.reply())
                .client()
                .post("/auth/logout-session/" + second.sessionId());

        assertThat(ended.texts("sessionIds")).containsExactly(second.sessionId());
        assertThat(twice.code()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(second.profile().text("reason")).isEqualTo("TERMINATED_BY_USER");
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001, 2_500})
    void allEventsOfAUserAreReadHoweverManyThereAre(int count) {
        String user = "many-" + count;
        JDBC.update("""
                INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                                payload_type, payload)
                SELECT gen_random_uuid(), ?, number, '2026-01-01T00:00:00.000Z',
                       'dev.rollcall.event.SecuritySettingsChanged',
                       convert_to('{"userId":"many","settings":{},"initiator":{"kind":"policy"},'
                                  '"occurredAt":"2026-01-01T00:00:00Z"}', 'UTF8')
                FROM generate_series(0, ? - 1) AS number
                """, user, count);

        List<Long> read = NODES.one()
                .bean(EventStore.class)
                .readEvents(user)
                .asStream()
                .<Long>map(DomainEventMessage::getSequenceNumber)
                .toList();

        assertThat(read).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    @Test
    void aNodeLoadsAnUnknownUserFromTheSnapshot() {
        SignedIn newest = manySessions("snapshot");
        awaitSnapshot("snapshot");
        JDBC.update("""
                DELETE FROM domain_event_entry WHERE aggregate_identifier = 'snapshot' AND sequence_number <= (
                  SELECT max(sequence_number) FROM snapshot_event_entry WHERE aggregate_identifier = 'snapshot')
                """);

        NODES.other().client().start("snapshot");

        assertThat(newest.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
    }

    @Test
    void aSnapshotOfAnotherReleaseIsNotUsed() {
        SignedIn newest = manySessions("old-snapshot");
        awaitSnapshot("old-snapshot");
        JDBC.update("""
                UPDATE snapshot_event_entry SET payload_revision = '0', payload = '{}'
                WHERE aggregate_identifier = 'old-snapshot'
                """);

        NODES.other().client().start("old-snapshot");

        assertThat(newest.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
    }

    private static SignedIn manySessions(String user) {
        SignedIn newest = NODES.one().client().start(user).settings(Map.of("maxSessions", 1));
        for (int i = 0; i < 60; i++) {
            newest = NODES.one().client().start(user);
        }
        return newest;
    }

    private static void awaitSnapshot(String user) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !JDBC.queryForList(
                                "SELECT 1 FROM snapshot_event_entry WHERE aggregate_identifier = ?", user)
                        .isEmpty());
    }
}
