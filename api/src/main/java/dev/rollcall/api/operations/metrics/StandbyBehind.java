package dev.rollcall.api.operations.metrics;

import dev.rollcall.eventstore.standby.StandbyReads;
import io.micrometer.core.instrument.Tags;
import org.springframework.stereotype.Component;

/** Counts how far the standby that answers queries of auditors is behind. */
@Component
class StandbyBehind {

    StandbyBehind(StandbyReads standby, DatabaseGauges gauges) {
        if (standby.isConfigured()) {
            gauges.register(
                    "rollcall.reader.behind",
                    "Bytes of the write-ahead log that the standby has not applied; NaN if it cannot be asked",
                    Tags.empty(),
                    () -> standby.bytesBehind().stream()
                            .asDoubleStream()
                            .findFirst()
                            .orElse(Double.NaN));
        }
    }
}
