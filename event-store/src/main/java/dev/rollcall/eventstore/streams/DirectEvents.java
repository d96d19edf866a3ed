package dev.rollcall.eventstore.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.eventstore.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Appends events that no aggregate applies, in the transaction under way. */
public final class DirectEvents {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            VALUES (gen_random_uuid(), :stream,
                    (SELECT coalesce(max(sequence_number) + 1, 0) FROM domain_event_entry
                     WHERE aggregate_identifier = :stream),
                    :recordedAt, :type::event_type, :payload)
            RETURNING global_index, sequence_number, event_identifier
            """;

    private final JdbcClient jdbc;

    public DirectEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param sequence the number of the event in its stream, from 0 */
    public record Appended(long globalIndex, long sequence, UUID id) {

        private static Appended of(ResultSet row, int number) throws SQLException {
            return new Appended(
                    row.getLong("global_index"),
                    row.getLong("sequence_number"),
                    row.getObject("event_identifier", UUID.class));
        }
    }

    /**
     * Appends an event.
     *
     * @param stream one of {@link EventStreams} that belongs to no aggregate
     * @throws org.springframework.dao.DuplicateKeyException if another is appended to the stream at the same time
     */
    public Appended append(String stream, Record event, Instant recordedAt) {
        return jdbc.sql(INSERT)
                .param("stream", stream)
                .param("recordedAt", recordedAt.atOffset(ZoneOffset.UTC))
                .param("type", event.getClass().getName())
                .param("payload", payload(event))
                .query(Appended::of)
                .single();
    }

    private static byte[] payload(Record event) {
        try {
            return EventJson.json().writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Every event can be written as JSON", impossible);
        }
    }
}
