package dev.rollcall.eventstore;

import dev.rollcall.event.SessionEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads stored events as they are understood today, in the order of their global index. */
public class EventBatches {

    private static final String COLUMNS = """
            SELECT global_index, event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type,
                   payload_revision, payload, meta_data
            FROM domain_event_entry
            """;

    private static final String SELECT =
            COLUMNS + "WHERE global_index > ? AND global_index <= ? ORDER BY global_index LIMIT ?";

    private static final String SELECT_BY_USER = COLUMNS + """
            WHERE global_index >= ? AND global_index < ? ORDER BY aggregate_identifier COLLATE "C", global_index
            """;

    private static final int ROWS_AT_A_TIME = 500;

    private final JdbcTemplate jdbc;
    private final JdbcTemplate inPieces;
    private final Serializer serializer;
    private final EventUpcaster upcasters;

    public EventBatches(JdbcTemplate jdbc, Serializer serializer, EventUpcaster upcasters) {
        this.jdbc = jdbc;
        this.inPieces = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        this.inPieces.setFetchSize(ROWS_AT_A_TIME);
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /** @param last the global index of the last one; that which was asked from if there are none */
    public record Batch(List<SessionEvent> events, long last) {}

    private record Stored(long globalIndex, DomainEventData<byte[]> data) {}

    /** @throws UnreadableEvent none is passed over */
    public Batch read(long after, long upTo, int limit) {
        List<Stored> stored = jdbc.query(SELECT, EventBatches::stored, after, upTo, limit);
        long last = stored.isEmpty() ? after : stored.get(stored.size() - 1).globalIndex();
        List<SessionEvent> events;
        try {
            events = understand(stored);
        } catch (RuntimeException unreadable) {
            throw findUnreadable(stored, unreadable);
        }
        if (events.size() != stored.size()) {
            throw findUnreadable(stored, new IllegalStateException("Some events have no known type"));
        }
        return new Batch(events, last);
    }

    /**
     * The events from one place to before another, user by user, in the order of {@link java.util.Arrays#compareUnsigned}
     * of their ids' bytes; those of one user in their order. In a transaction a few rows are in memory at a time, without
     * one all of them.
     */
    public Stream<SessionEvent> byUser(long first, long end) {
        Stream<DomainEventData<byte[]>> data = inPieces.queryForStream(
                SELECT_BY_USER, (row, index) -> stored(row, index).data(), first, end);
        return EventStreamUtils.upcastAndDeserializeDomainEvents(data, serializer, upcasters)
                .asStream()
                .map(message -> (SessionEvent) message.getPayload())
                .onClose(data::close);
    }

    private List<SessionEvent> understand(List<Stored> stored) {
        Stream<DomainEventData<byte[]>> data = stored.stream().map(Stored::data);
        DomainEventStream stream = EventStreamUtils.upcastAndDeserializeDomainEvents(data, serializer, upcasters);
        List<SessionEvent> events = new ArrayList<>(stored.size());
        while (stream.hasNext()) {
            if (stream.next().getPayload() instanceof SessionEvent event) {
                events.add(event);
            }
        }
        return events;
    }

    private RuntimeException findUnreadable(List<Stored> stored, RuntimeException failure) {
        for (Stored event : stored) {
            try {
                if (understand(List.of(event)).size() != 1) {
                    return new UnreadableEvent(event.globalIndex(), failure);
                }
            } catch (RuntimeException unreadable) {
                return new UnreadableEvent(event.globalIndex(), unreadable);
            }
        }
        return failure;
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        return new Stored(
                row.getLong("global_index"),
                new GenericDomainEventEntry<>(
                        row.getString("type"),
                        row.getString("aggregate_identifier"),
                        row.getLong("sequence_number"),
                        row.getString("event_identifier"),
                        row.getString("time_stamp"),
                        row.getString("payload_type"),
                        row.getString("payload_revision"),
                        row.getBytes("payload"),
                        row.getBytes("meta_data")));
    }
}
