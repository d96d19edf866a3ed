package dev.rollcall.eventstore.continuity;

import dev.rollcall.eventstore.streams.DirectEvents;
import dev.rollcall.eventstore.streams.EventStreams;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that belong to no user: what operators did to the history as a whole. */
public final class OperatorEvents {

    private final DirectEvents events;

    public OperatorEvents(JdbcClient jdbc) {
        this.events = new DirectEvents(jdbc);
    }

    /**
     * Appends an event in the transaction under way.
     *
     * @return its global index
     * @throws org.springframework.dao.DuplicateKeyException if another is appended at the same time
     */
    public long append(Record event, Instant recordedAt) {
        return events.append(EventStreams.NO_USER, event, recordedAt).globalIndex();
    }
}
