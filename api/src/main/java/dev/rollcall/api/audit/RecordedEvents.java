package dev.rollcall.api.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.standby.StandbyReads;
import dev.rollcall.eventstore.streams.EventStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds events as they are stored. */
@Component
public class RecordedEvents {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final String SELECT = """
            SELECT global_index, aggregate_identifier, sequence_number, payload_type, time_stamp, payload,
                   COALESCE((SELECT written.event_identifier FROM event_as_written written
                             WHERE written.global_index = event.global_index), event_identifier::text) AS event_id
            FROM domain_event_entry event
            WHERE global_index >= :first AND global_index < :end AND time_stamp >= :from AND time_stamp < :to
            """;

    private static final String OF_USER = " AND aggregate_identifier IN (:sessions, :account)";

    private static final String OF_TYPE = " AND payload_type = :type::event_type";

    private static final String IN_ORDER = " ORDER BY global_index LIMIT :limit";

    private static final OffsetDateTime ALWAYS = OffsetDateTime.parse("0001-01-01T00:00:00Z");

    private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T23:59:59Z");

    private final JdbcClient jdbc;
    private final EventIndexes indexes;
    private final StandbyReads standby;
    private final ObjectMapper json;

    RecordedEvents(JdbcClient jdbc, EventIndexes indexes, StandbyReads standby, ObjectMapper json) {
        this.jdbc = jdbc;
        this.standby = standby;
        this.indexes = indexes;
        this.json = json;
    }

    /**
     * Selects events. A null component does not restrict.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record Filter(
            @Nullable UserId userId,
            @Nullable String storedType,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * @param index the event's global index
     * @param userId null if the event belongs to no user
     * @param sequence the event's number, from 0, among those about the sessions of the user, or about the user's
     *     account, or about no user
     */
    public record RecordedEvent(
            long index,
            String eventId,
            @Nullable UserId userId,
            long sequence,
            String type,
            Instant recordedAt,
            Map<String, Object> payload) {}

    /** Returns the events after {@code index}, in the order of the global index. */
    List<RecordedEvent> find(Filter filter, long index, int limit) {
        return standby.read(askedAt -> select(filter, index, limit));
    }

    private List<RecordedEvent> select(Filter filter, long index, int limit) {
        String ofUser = filter.userId() == null ? "" : OF_USER;
        String ofType = filter.storedType() == null ? "" : OF_TYPE;
        return jdbc.sql(SELECT + ofUser + ofType + IN_ORDER)
                .param("first", Math.max(index + 1, filter.from() == null ? 0 : indexes.lowerBound(filter.from())))
                .param("end", filter.to() == null ? Long.MAX_VALUE : indexes.upperBound(filter.to()))
                .param("from", filter.from() == null ? ALWAYS : filter.from().atOffset(ZoneOffset.UTC))
                .param("to", filter.to() == null ? NEVER : filter.to().atOffset(ZoneOffset.UTC))
                .param(
                        "sessions",
                        filter.userId() == null ? null : filter.userId().value())
                .param("account", filter.userId() == null ? null : EventStreams.ofAccount(filter.userId()))
                .param("type", filter.storedType())
                .param("limit", limit)
                .query(this::event)
                .list();
    }

    private RecordedEvent event(ResultSet row, int number) throws SQLException {
        return new RecordedEvent(
                row.getLong("global_index"),
                row.getString("event_id"),
                EventStreams.userOf(row.getString("aggregate_identifier")),
                row.getLong("sequence_number"),
                EventType.simpleName(row.getString("payload_type")),
                row.getObject("time_stamp", OffsetDateTime.class).toInstant(),
                payload(row.getBytes("payload")));
    }

    private Map<String, Object> payload(byte[] stored) {
        try {
            return json.readValue(stored, OBJECT);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a stored event is not a JSON object", unreadable);
        }
    }
}
