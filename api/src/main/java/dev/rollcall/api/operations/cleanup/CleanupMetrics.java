package dev.rollcall.api.operations.cleanup;

import dev.rollcall.api.operations.metrics.DatabaseGauges;
import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How the last sweep went, on whatever node, for alarms. */
@Component
class CleanupMetrics {

    private final LastCleanup last;

    CleanupMetrics(LastCleanup last) {
        this.last = last;
    }

    @Autowired
    void register(DatabaseGauges gauges) {
        gauges.register(
                "rollcall.sweep.last.seconds",
                "When the last sweep was done, since the epoch; 0 before the first one",
                Tags.empty(),
                this::finishedAt);
        gauges.register(
                "rollcall.sweep.errors",
                "Users whose sessions the last sweep could not sweep",
                Tags.empty(),
                this::errors);
    }

    private long finishedAt() {
        return last.find().map(sweep -> sweep.finishedAt().getEpochSecond()).orElse(0L);
    }

    private long errors() {
        return last.find().map(sweep -> sweep.report().errors()).orElse(0L);
    }
}
