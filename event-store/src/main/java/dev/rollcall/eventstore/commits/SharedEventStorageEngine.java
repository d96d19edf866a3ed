package dev.rollcall.eventstore.commits;

import dev.rollcall.eventstore.positions.GapSafeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's event store on PostgreSQL, except that commands that run at the same time share statements: those that load
 * users' events, and those that append events and snapshots when they commit.
 */
public final class SharedEventStorageEngine extends JdbcEventStorageEngine {

    private static final int MOST_EVENTS_AT_A_TIME = 1_000;

    private static final String SELECT_EVENTS = """
            SELECT wanted.first, event.aggregate_identifier, event.sequence_number, event.event_identifier,
                   event.time_stamp, event.payload_type, event.payload_revision, event.payload
            FROM unnest(:aggregates::text[], :firsts::bigint[]) AS wanted (aggregate, first)
            CROSS JOIN LATERAL (
              SELECT * FROM domain_event_entry
              WHERE aggregate_identifier = wanted.aggregate AND sequence_number >= wanted.first
              ORDER BY sequence_number LIMIT %d) event
            ORDER BY event.aggregate_identifier, wanted.first, event.sequence_number
            """.formatted(MOST_EVENTS_AT_A_TIME);

    private static final String COUNT = """
            SELECT count(*) FROM domain_event_entry
            WHERE aggregate_identifier = :aggregate AND sequence_number BETWEEN :first AND :last
            """;

    private static final String SELECT_SNAPSHOTS = """
            SELECT DISTINCT ON (aggregate_identifier)
                   aggregate_identifier, sequence_number, event_identifier, time_stamp, payload_type,
                   payload_revision, payload
            FROM snapshot_event_entry WHERE aggregate_identifier = ANY (:aggregates)
            ORDER BY aggregate_identifier, sequence_number DESC
            """;

    private static final String SELECT_AFTER = """
            SELECT global_index, event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type,
                   payload_revision, payload
            FROM domain_event_entry WHERE global_index > :after ORDER BY global_index LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final EventRows events;
    private final SnapshotRows snapshots = new SnapshotRows();
    private final SharedQuery<Place, List<DomainEventData<?>>> tails = new SharedQuery<>(this::readTails);
    private final SharedQuery<String, DomainEventData<?>> snapshotsByUser = new SharedQuery<>(this::readSnapshots);

    private final GapSafeReader<TrackedDomainEventData<byte[]>> settled;

    private record Place(String aggregate, long first) {}

    public SharedEventStorageEngine(Builder builder, JdbcClient jdbc) {
        super(builder);
        this.jdbc = jdbc;
        this.events = new EventRows(jdbc);
        this.settled = new GapSafeReader<>(jdbc, event -> index(event.trackingToken()), this::readAfter);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> appended, Serializer serializer) {
        CommandWrites writes = CommandWrites.current();
        appended.forEach(event -> writes.add(events, EventRow.of((DomainEventMessage<?>) event, serializer)));
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        CommandWrites.current().add(snapshots, EventRow.of(snapshot, serializer));
    }

    /**
     * Reads settled events only, so that a token is one number. Axon's own tokens list the gaps before each event, for as
     * long as an event might appear in them, and guess for how long that is.
     */
    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken last, int batchSize) {
        return settled.after(index(last), batchSize);
    }

    /** Returns the index up to which all events were read. An earlier release read on after gaps, and noted them. */
    private static long index(@Nullable TrackingToken token) {
        if (!(token instanceof GapAwareTrackingToken place)) {
            return 0;
        }
        return place.hasGaps() ? place.getGaps().first() - 1 : place.getIndex();
    }

    private List<TrackedDomainEventData<byte[]>> readAfter(long index, int limit) {
        return jdbc.sql(SELECT_AFTER)
                .param("after", index)
                .param("limit", limit)
                .query((row, number) -> new TrackedDomainEventData<>(
                        new GapAwareTrackingToken(row.getLong("global_index"), List.of()), StoredData.of(row)))
                .list();
    }

    /** Reads in pages, each with the query of others. The first one is read at once. */
    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(String aggregate, long first) {
        List<DomainEventData<?>> page = tail(aggregate, first);
        return page.size() < MOST_EVENTS_AT_A_TIME
                ? page.stream()
                : new PagedEvents(page, last -> tail(aggregate, last + 1), this::count).stream();
    }

    private List<DomainEventData<?>> tail(String aggregate, long first) {
        List<DomainEventData<?>> tail = tails.find(new Place(aggregate, first));
        return tail == null ? List.of() : tail;
    }

    private long count(String aggregate, long first, long last) {
        return jdbc.sql(COUNT)
                .param("aggregate", aggregate)
                .param("first", first)
                .param("last", last)
                .query(Long.class)
                .single();
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregate) {
        return Optional.<DomainEventData<?>>ofNullable(snapshotsByUser.find(aggregate)).stream();
    }

    private Map<Place, List<DomainEventData<?>>> readTails(Collection<Place> places) {
        Map<Place, List<DomainEventData<?>>> tails = new HashMap<>();
        jdbc.sql(SELECT_EVENTS)
                .param("aggregates", places.stream().map(Place::aggregate).toArray(String[]::new))
                .param("firsts", places.stream().mapToLong(Place::first).toArray())
                .query(row -> {
                    Place place = new Place(row.getString("aggregate_identifier"), row.getLong("first"));
                    tails.computeIfAbsent(place, first -> new ArrayList<>()).add(StoredData.of(row));
                });
        return tails;
    }

    private Map<String, DomainEventData<?>> readSnapshots(Collection<String> aggregates) {
        Map<String, DomainEventData<?>> found = new HashMap<>();
        jdbc.sql(SELECT_SNAPSHOTS)
                .param("aggregates", aggregates.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("aggregate_identifier"), StoredData.of(row));
                });
        return found;
    }
}
