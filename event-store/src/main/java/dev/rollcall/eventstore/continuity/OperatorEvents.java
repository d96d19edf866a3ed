package dev.rollcall.eventstore.continuity;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.eventstore.EventJson;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that belong to no user: what operators did to the history as a whole. */
public final class OperatorEvents {

    /** The stream of these events. It is no user's, because a user id is never empty. */
    public static final String NO_USER = "";

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            VALUES (gen_random_uuid(), :stream,
                    (SELECT coalesce(max(sequence_number) + 1, 0) FROM domain_event_entry
                     WHERE aggregate_identifier = :stream),
                    :recordedAt, :type::event_type, :payload)
            RETURNING global_index
            """;

    private final JdbcClient jdbc;

    public OperatorEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends an event in the transaction under way.
     *
     * @return its global index
     * @throws org.springframework.dao.DuplicateKeyException if another is appended at the same time
     */
    public long append(Record event, Instant recordedAt) {
        return jdbc.sql(INSERT)
                .param("stream", NO_USER)
                .param("recordedAt", recordedAt.atOffset(ZoneOffset.UTC))
                .param("type", event.getClass().getName())
                .param("payload", payload(event))
                .query(Long.class)
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
