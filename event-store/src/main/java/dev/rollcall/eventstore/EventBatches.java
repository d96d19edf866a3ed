package dev.rollcall.eventstore;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.commits.StoredData;
import dev.rollcall.eventstore.streams.EventStreams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the stored events of users' sessions in the order of their global index, upcast to their current form. */
public class EventBatches {

    private static final String COLUMNS = """
            SELECT global_index, event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type,
                   payload_revision, payload
            FROM domain_event_entry WHERE %s
            """.formatted(EventStreams.ABOUT_SESSIONS);

    private static final String SELECT =
            COLUMNS + "AND global_index > :after AND global_index <= :upTo ORDER BY global_index LIMIT :limit";

    private static final String SELECT_SOME = COLUMNS + "AND global_index = ANY (:indexes) ORDER BY global_index";

    private static final String SELECT_BY_USER = COLUMNS + """
            AND global_index >= :first AND global_index < :end
            ORDER BY aggregate_identifier COLLATE "C", global_index
            """;

    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    public EventBatches(JdbcClient jdbc, Serializer serializer, EventUpcaster upcasters) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /**
     * @param indexes the global index of each event
     * @param last the global index of the last event; the index that was read after if there are no events
     */
    public record Batch(List<SessionEvent> events, List<Long> indexes, long last) {}

    private record Stored(long globalIndex, DomainEventData<byte[]> data) {}

    /** @throws UnreadableEvent if an event cannot be read; no event is skipped */
    public Batch read(long after, long upTo, int limit) {
        List<Stored> stored = jdbc.sql(SELECT)
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", limit)
                .query(EventBatches::stored)
                .list();
        List<Long> indexes = stored.stream().map(Stored::globalIndex).toList();
        return new Batch(read(stored), indexes, indexes.isEmpty() ? after : indexes.get(indexes.size() - 1));
    }

    /**
     * Reads single events, in the order of their global index.
     *
     * @throws UnreadableEvent if an event cannot be read
     */
    public List<SessionEvent> at(Collection<Long> indexes) {
        return read(jdbc.sql(SELECT_SOME)
                .param("indexes", indexes.toArray(Long[]::new))
                .query(EventBatches::stored)
                .list());
    }

    private List<SessionEvent> read(List<Stored> stored) {
        List<SessionEvent> events;
        try {
            events = deserialize(stored);
        } catch (RuntimeException unreadable) {
            throw findUnreadable(stored, unreadable);
        }
        if (events.size() != stored.size()) {
            throw findUnreadable(stored, new IllegalStateException("Some events are of an unknown type"));
        }
        return events;
    }

    /**
     * Streams the events from index {@code first} to before {@code end}, user by user. Users are in the order of
     * {@link java.util.Arrays#compareUnsigned} of their ids' bytes; the events of one user are in the order of their
     * global index. In a transaction only a few rows are in memory at a time; without one, all of them are.
     */
    public Stream<SessionEvent> byUser(long first, long end) {
        Stream<DomainEventData<byte[]>> data = jdbc
                .sql(SELECT_BY_USER)
                .withFetchSize(ROWS_AT_A_TIME)
                .param("first", first)
                .param("end", end)
                .query((row, index) -> stored(row, index).data())
                .stream();
        return EventStreamUtils.upcastAndDeserializeDomainEvents(data, serializer, upcasters)
                .asStream()
                .map(message -> (SessionEvent) message.getPayload())
                .onClose(data::close);
    }

    /** Deserializes the payloads only: nobody needs the rest of Axon's messages. */
    private List<SessionEvent> deserialize(List<Stored> stored) {
        Stream<IntermediateEventRepresentation> events =
                stored.stream().map(event -> new InitialEventRepresentation(event.data(), serializer));
        List<SessionEvent> payloads = new ArrayList<>(stored.size());
        upcasters.upcast(events).forEachOrdered(event -> {
            if (serializer.deserialize(event.getData()) instanceof SessionEvent payload) {
                payloads.add(payload);
            }
        });
        return payloads;
    }

    private RuntimeException findUnreadable(List<Stored> stored, RuntimeException failure) {
        for (Stored event : stored) {
            try {
                if (deserialize(List.of(event)).size() != 1) {
                    return new UnreadableEvent(event.globalIndex(), failure);
                }
            } catch (RuntimeException unreadable) {
                return new UnreadableEvent(event.globalIndex(), unreadable);
            }
        }
        return failure;
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        return new Stored(row.getLong("global_index"), StoredData.of(row));
    }
}
