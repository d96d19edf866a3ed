package dev.rollcall.eventstore.positions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads events only up to a position before which no event can appear any more. A gap in the global indexes may be an
 * event that is about to be committed. What is known about gaps is valid for one server only: a server that replaces it
 * may lack some of its last events and give their indexes to others.
 *
 * @param <E> an event
 */
public final class GapSafeReader<E> {

    private final JdbcClient jdbc;
    private final ToLongFunction<E> globalIndex;
    private final Query<E> query;

    /** Every global index up to this one is settled on {@link #server}. */
    private long horizon;

    private @Nullable ServerIncarnation server;

    private @Nullable HighWaterMark nextHorizon;

    /** Reads events after a global index, in the order of their global indexes. */
    public interface Query<E> {
        List<E> after(long globalIndex, int limit);
    }

    public GapSafeReader(JdbcClient jdbc, ToLongFunction<E> globalIndex, Query<E> query) {
        this.jdbc = jdbc;
        this.globalIndex = globalIndex;
        this.query = query;
    }

    /**
     * Returns the first settled events after an index that is settled; none if there are none, or the first one is not
     * settled yet. Must be called in a transaction, so that one server answers all queries, and with the isolation {@code
     * READ COMMITTED}, so that each query sees what was committed before it.
     */
    public synchronized List<E> after(long index, int limit) {
        forgetAnotherServer();
        List<E> events = query.after(index, limit);
        List<E> settled = settled(events, index);
        boolean gapIsSettled = settled.size() < events.size() && moveHorizon();
        return gapIsSettled ? settled(query.after(index, limit), index) : settled;
    }

    private void forgetAnotherServer() {
        ServerIncarnation now = ServerIncarnation.of(jdbc);
        if (!now.equals(server)) {
            horizon = 0;
            nextHorizon = null;
            server = now;
        }
    }

    private List<E> settled(List<E> events, long index) {
        List<E> settled = new ArrayList<>();
        long last = index;
        for (E event : events) {
            long next = globalIndex.applyAsLong(event);
            if (next != last + 1 && next > horizon) {
                break;
            }
            settled.add(event);
            last = next;
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
