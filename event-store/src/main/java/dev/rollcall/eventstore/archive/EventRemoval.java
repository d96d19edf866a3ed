package dev.rollcall.eventstore.archive;

import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.archive.ArchiveRecords.Archived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes archived events. A session's start and end are deleted in one transaction, so that nobody reads a start whose
 * end is gone. Snapshots of users from before a deleted event go with it. The event of the last line stays: it may be
 * the last one in the transparency log, which goes on only if that event is as it was logged.
 */
public final class EventRemoval {

    private static final int USERS = 50;

    private static final int EVENTS_OF_A_USER = 500;

    /** Finds each user with one look-up in the index. */
    private static final String SELECT_USERS = """
            WITH RECURSIVE next AS (
                (SELECT aggregate_identifier AS id FROM domain_event_entry
                 WHERE aggregate_identifier > :after ORDER BY aggregate_identifier LIMIT 1)
                UNION ALL
                SELECT (SELECT aggregate_identifier FROM domain_event_entry
                        WHERE aggregate_identifier > next.id ORDER BY aggregate_identifier LIMIT 1)
                FROM next WHERE next.id IS NOT NULL
            )
            SELECT id FROM next WHERE id IS NOT NULL LIMIT :limit
            """;

    private static final String SELECT_EVENTS = """
            SELECT event.*, last.sequence_number AS last_sequence
            FROM unnest(:users::text[], :positions::bigint[]) AS wanted (id, position)
            CROSS JOIN LATERAL (
                SELECT sequence_number FROM domain_event_entry
                WHERE aggregate_identifier = wanted.id ORDER BY sequence_number DESC LIMIT 1) last
            CROSS JOIN LATERAL (
                SELECT aggregate_identifier, global_index, sequence_number, payload_type, payload
                FROM domain_event_entry
                WHERE aggregate_identifier = wanted.id AND sequence_number > wanted.position
                  AND global_index < :lastGlobalIndex
                ORDER BY sequence_number LIMIT %d) event
            ORDER BY aggregate_identifier, sequence_number
            """.formatted(EVENTS_OF_A_USER);

    private static final String REMEMBER_USERS =
            "INSERT INTO archived_user SELECT unnest(:users::text[]) ON CONFLICT DO NOTHING";

    private static final String DELETE_SNAPSHOTS = """
            DELETE FROM snapshot_event_entry snapshot
            USING unnest(:users::text[], :sequences::bigint[]) AS deleted (id, sequence)
            WHERE snapshot.aggregate_identifier = deleted.id AND snapshot.sequence_number < deleted.sequence
            """;

    private static final String DELETE_EVENTS = "DELETE FROM domain_event_entry WHERE global_index = ANY (:events)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Archived archive;
    private final Consumer<List<SessionId>> alongside;
    private final LongConsumer progress;
    private long removed;

    /**
     * @param alongside deletes what was made of the events of these sessions, in the transaction that deletes the
     *     events
     * @param progress receives the number of events deleted so far
     */
    public EventRemoval(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Archived archive,
            Consumer<List<SessionId>> alongside,
            LongConsumer progress) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.archive = archive;
        this.alongside = alongside;
        this.progress = progress;
    }

    /** @return the number of deleted events */
    public long run() {
        for (List<String> users = usersAfter(""); !users.isEmpty(); users = usersAfter(users.get(users.size() - 1))) {
            remove(users);
        }
        return removed;
    }

    /** Returns the next users in the order of the index; events of no user come before them, and stay. */
    private List<String> usersAfter(String user) {
        return jdbc.sql(SELECT_USERS)
                .param("after", user)
                .param("limit", USERS)
                .query(String.class)
                .list();
    }

    /** Reads some events of each user at a time, until there are no more. */
    private void remove(List<String> users) {
        Map<String, UserReading> reading = new LinkedHashMap<>();
        users.forEach(user -> reading.put(user, new UserReading(archive.endedBefore())));
        while (!reading.isEmpty()) {
            Map<String, List<PastEvent>> pages = read(reading);
            reading.forEach(
                    (user, closed) -> pages.getOrDefault(user, List.of()).forEach(closed::add));
            delete(reading.values());
            reading.keySet()
                    .removeIf(user -> pages.getOrDefault(user, List.of()).size() < EVENTS_OF_A_USER);
        }
    }

    /** Those of one user, page by page. */
    private static final class UserReading {

        private final ClosedSessions<PastEvent> closed;
        private long position = -1;

        private UserReading(Instant endedBefore) {
            this.closed = new ClosedSessions<>(endedBefore);
        }

        /** The user's last event stays, so that the places of all earlier ones stay taken. */
        private void add(PastEvent event) {
            position = event.sequence();
            if (!event.isLastOfItsUser()) {
                event.started().ifPresent(session -> closed.started(session, event));
                event.ending().ifPresent(ending -> closed.ended(ending, event));
            }
        }
    }

    private Map<String, List<PastEvent>> read(Map<String, UserReading> reading) {
        Map<String, List<PastEvent>> pages = new LinkedHashMap<>();
        jdbc.sql(SELECT_EVENTS)
                .param("users", reading.keySet().toArray(String[]::new))
                .param(
                        "positions",
                        reading.values().stream()
                                .mapToLong(user -> user.position)
                                .toArray())
                .param("lastGlobalIndex", archive.lastGlobalIndex())
                .query(PastEvent::of)
                .list()
                .forEach(event -> pages.computeIfAbsent(event.userId(), user -> new ArrayList<>())
                        .add(event));
        return pages;
    }

    private void delete(Collection<UserReading> users) {
        List<PastEvent> events = new ArrayList<>();
        List<SessionId> sessions = new ArrayList<>();
        for (UserReading user : users) {
            ClosedSessions.Found<PastEvent> found = user.closed.take();
            events.addAll(found.events());
            sessions.addAll(found.sessions());
        }
        if (!events.isEmpty()) {
            transaction.executeWithoutResult(status -> delete(events, sessions));
        }
    }

    private void delete(List<PastEvent> events, List<SessionId> sessions) {
        jdbc.sql(REMEMBER_USERS)
                .param(
                        "users",
                        events.stream()
                                .filter(PastEvent::isFirstOfItsUser)
                                .map(PastEvent::userId)
                                .toArray(String[]::new))
                .update();
        Map<String, Long> last =
                events.stream().collect(Collectors.toMap(PastEvent::userId, PastEvent::sequence, Math::max));
        jdbc.sql(DELETE_SNAPSHOTS)
                .param("users", last.keySet().toArray(String[]::new))
                .param("sequences", last.values().toArray(Long[]::new))
                .update();
        alongside.accept(sessions);
        removed += jdbc.sql(DELETE_EVENTS)
                .param(
                        "events",
                        events.stream().mapToLong(PastEvent::globalIndex).toArray())
                .update();
        progress.accept(removed);
    }
}
