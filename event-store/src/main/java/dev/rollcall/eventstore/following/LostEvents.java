package dev.rollcall.eventstore.following;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stops the session history if it holds events that no longer exist. New events that reuse their global indexes would
 * be skipped. So the history stays stopped on this node, even once there are as many events again, until its position
 * changes.
 */
@Component
class LostEvents implements PositionCheck {

    private static final Logger log = LoggerFactory.getLogger(LostEvents.class);

    private static final long NONE = -1;

    private volatile long refused = NONE;

    LostEvents(MeterRegistry meters) {
        Gauge.builder("rollcall.history.broken", this, lost -> lost.refused == NONE ? 0 : 1)
                .description("1 while the session history is stopped because it holds events that no longer exist")
                .register(meters);
    }

    /** @throws IllegalStateException if the history is ahead of the stored events, or was ahead before at this position */
    @Override
    public void requireNotAhead(long position, long last) {
        if (position <= last && position != refused) {
            refused = NONE;
            return;
        }
        if (position != refused) {
            log.error(
                    "The session history is at global index {}, but the last stored event has {}: events were lost. The"
                            + " history is stopped; see 'When events were lost' in docs/run.md",
                    position,
                    last);
        }
        refused = position;
        throw new IllegalStateException("The session history holds events that no longer exist");
    }
}
