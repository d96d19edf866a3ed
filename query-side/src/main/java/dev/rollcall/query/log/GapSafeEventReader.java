package dev.rollcall.query.log;

import dev.rollcall.eventstore.HighWaterMark;
import dev.rollcall.eventstore.ServerIncarnation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads events only up to a position before which no event can appear any more. A gap in the global indexes may be an
 * event that is about to be committed. What is known about gaps is valid for one server only: a server that replaces it
 * may lack some of its last events and give their indexes to others.
 */
@Component
class GapSafeEventReader {

    private static final String SELECT = "SELECT " + StoredEvent.COLUMNS
            + " FROM written_event event WHERE global_index > :after ORDER BY global_index LIMIT :limit";

    private final JdbcClient jdbc;

    /** Every global index up to this one is settled on {@link #server}. */
    private long horizon;

    private @Nullable ServerIncarnation server;

    private @Nullable HighWaterMark nextHorizon;

    GapSafeEventReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns the first settled events after an index that is settled; none if there are none, or the first one is not
     * settled yet. Must be called in a transaction, so that one server answers all queries.
     */
    synchronized List<StoredEvent> after(long globalIndex, int limit) {
        forgetAnotherServer();
        List<StoredEvent> events = read(globalIndex, limit);
        List<StoredEvent> settled = settled(events, globalIndex);
        boolean gapIsSettled = settled.size() < events.size() && moveHorizon();
        return gapIsSettled ? settled(read(globalIndex, limit), globalIndex) : settled;
    }

    private void forgetAnotherServer() {
        ServerIncarnation now = ServerIncarnation.of(jdbc);
        if (!now.equals(server)) {
            horizon = 0;
            nextHorizon = null;
            server = now;
        }
    }

    private List<StoredEvent> read(long globalIndex, int limit) {
        return jdbc.sql(SELECT)
                .param("after", globalIndex)
                .param("limit", limit)
                .query(StoredEvent::of)
                .list();
    }

    private List<StoredEvent> settled(List<StoredEvent> events, long globalIndex) {
        List<StoredEvent> settled = new ArrayList<>();
        long last = globalIndex;
        for (StoredEvent event : events) {
            if (event.globalIndex() != last + 1 && event.globalIndex() > horizon) {
                break;
            }
            settled.add(event);
            last = event.globalIndex();
        }
        return settled;
    }

    /** Returns whether the horizon moved. If so, the events must be read again. */
    private boolean moveHorizon() {
        HighWaterMark next = nextHorizon == null ? new HighWaterMark(jdbc) : nextHorizon;
        boolean isReached = next.isSettled();
        if (isReached) {
            horizon = next.globalIndex();
        }
        nextHorizon = isReached ? null : next;
        return isReached;
    }
}
