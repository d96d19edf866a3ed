package dev.rollcall.api.sweep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How the last sweep went, on whatever node, for alarms. */
@Component
class SweepMeters implements MeterBinder {

    private final LastSweep last;

    SweepMeters(LastSweep last) {
        this.last = last;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        TimeGauge.builder("rollcall.sweep.last", this::finishedAt, TimeUnit.MILLISECONDS)
                .description("When the last sweep was done, since the epoch; 0 before the first one")
                .register(meters);
        Gauge.builder("rollcall.sweep.errors", this::errors)
                .description("Users whose sessions the last sweep could not sweep")
                .register(meters);
    }

    private long finishedAt() {
        return last.find().map(sweep -> sweep.finishedAt().toEpochMilli()).orElse(0L);
    }

    private long errors() {
        return last.find().map(sweep -> sweep.report().errors()).orElse(0L);
    }
}
