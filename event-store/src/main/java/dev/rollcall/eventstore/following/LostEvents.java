package dev.rollcall.eventstore.following;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stops the history when it holds events that are gone. Those that get their numbers would be passed over, so it stays
 * stopped on this node, also when there are as many again, until the position is another one.
 */
@Component
class LostEvents {

    private static final Logger log = LoggerFactory.getLogger(LostEvents.class);

    private static final long NONE = -1;

    private volatile long refused = NONE;

    LostEvents(MeterRegistry meters) {
        Gauge.builder("rollcall.history.broken", this, lost -> lost.refused == NONE ? 0 : 1)
                .description("1 while the session history stands still, because it has events that are gone")
                .register(meters);
    }

    /**
     * @param position the global index of the last event that the history has
     * @param last that of the last event that there is
     * @throws IllegalStateException if the history has more
     */
    void require(long position, long last) {
        if (position <= last && position != refused) {
            refused = NONE;
            return;
        }
        if (position != refused) {
            log.error(
                    "The session history has the event with global index {}, but the last one there is has {}: events"
                            + " were lost. It stands still; see 'When events were lost' in docs/run.md",
                    position,
                    last);
        }
        refused = position;
        throw new IllegalStateException("The session history has events that are gone");
    }
}
