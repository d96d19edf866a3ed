package dev.rollcall.query.log;

import dev.rollcall.event.LogKeyReplaced;
import dev.rollcall.eventstore.EventJson;
import dev.rollcall.eventstore.continuity.OperatorEvents;
import dev.rollcall.eventstore.streams.EventStreams;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements in the events that replace the key of the log. */
@Component
public class KeyReplacements {

    private static final String SELECT = """
            SELECT payload FROM domain_event_entry
            WHERE aggregate_identifier = :stream AND payload_type = 'dev.rollcall.event.LogKeyReplaced'
              AND global_index <= :last
            ORDER BY sequence_number
            """;

    private final JdbcClient jdbc;

    KeyReplacements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the signed statements that are in the log, oldest first.
     *
     * @throws InconsistentLog if one cannot be read
     */
    public List<String> in(TreeHead head) {
        return upTo(head.lastGlobalIndex());
    }

    /** Returns the signed statements, oldest first, also those that will be in the log in a moment. */
    public List<String> all() {
        return upTo(Long.MAX_VALUE);
    }

    /**
     * Appends a statement to the events, from where it gets into the log.
     *
     * @throws org.springframework.dao.DuplicateKeyException if operators append another event at the same time
     */
    public void append(String statement, Instant now) {
        new OperatorEvents(jdbc).append(new LogKeyReplaced(now, statement), now);
    }

    private List<String> upTo(long globalIndex) {
        return jdbc.sql(SELECT)
                .param("stream", EventStreams.NO_USER)
                .param("last", globalIndex)
                .query((row, index) -> statement(row.getBytes("payload")))
                .list();
    }

    private static String statement(byte[] payload) {
        try {
            return EventJson.json().readValue(payload, LogKeyReplaced.class).statement();
        } catch (IOException unreadable) {
            throw new InconsistentLog("An event that replaces the key of the transparency log cannot be read");
        }
    }
}
