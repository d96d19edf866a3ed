package dev.rollcall.api.operations.cleanup;

import dev.rollcall.api.operations.metrics.DatabaseGauges;
import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Gauges of the last clean-up of all nodes, for alerts. */
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
                "When the last clean-up finished, in seconds since the epoch; 0 before the first one",
                Tags.empty(),
                this::finishedAt);
        gauges.register(
                "rollcall.sweep.errors",
                "Users whose sessions the last clean-up could not clean up",
                Tags.empty(),
                this::errors);
    }

    private long finishedAt() {
        return last.find().map(cleanup -> cleanup.finishedAt().getEpochSecond()).orElse(0L);
    }

    private long errors() {
        return last.find().map(cleanup -> cleanup.report().errors()).orElse(0L);
    }
}
