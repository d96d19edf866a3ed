package dev.rollcall.api.operations.metrics;

import dev.rollcall.query.livesessions.SessionDeadlines;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Gauge of how late the recording of expiries is. */
@Component
class LateDeadlines {

    @Autowired
    void register(DatabaseGauges gauges, SessionDeadlines deadlines, Clock clock) {
        gauges.register(
                "rollcall.deadlines.late.seconds",
                "How long ago the oldest deadline of a session was reached that nobody has handled yet; 0 if none",
                Tags.empty(),
                () -> deadlines.late(clock.instant()).toMillis() / 1e3);
    }
}
