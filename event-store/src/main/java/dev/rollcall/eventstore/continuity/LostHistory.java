package dev.rollcall.eventstore.continuity;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whether acknowledged events are missing, as far as this node knows. */
@Component
public class LostHistory {

    private static final Logger log = LoggerFactory.getLogger(LostHistory.class);

    private volatile long epoch;
    private volatile @Nullable String missing;

    /** Returns whether this node must not serve. */
    public boolean isLost() {
        return missing != null;
    }

    /** Returns the global index of the last event by which an operator accepted a loss; 0 if there was none. */
    public long epoch() {
        return epoch;
    }

    /** Called with what the primary says now. */
    void read(long currentEpoch) {
        epoch = currentEpoch;
    }

    /** Called if a server has everything that was seen, or its loss was accepted. */
    synchronized void found(long currentEpoch) {
        epoch = currentEpoch;
        if (missing != null) {
            log.warn("The loss of acknowledged events was accepted; this node serves again");
            missing = null;
        }
    }

    /** Makes this node refuse to serve. */
    synchronized HistoryLost lost(String what) {
        HistoryLost lost = new HistoryLost(what);
        if (missing == null) {
            log.error("{}", lost.getMessage());
        }
        missing = what;
        return lost;
    }
}
