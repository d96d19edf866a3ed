package dev.rollcall.api.operations.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gauge of what the readiness probe says, for those who have only metrics. */
@Configuration(proxyBeanMethods = false)
class ReadinessGauge {

    @Bean
    MeterBinder readiness(ApplicationAvailability availability) {
        return meters -> Gauge.builder("rollcall.ready", availability, ReadinessGauge::ready)
                .description("1 while this node accepts requests, as the readiness probe says")
                .register(meters);
    }

    private static int ready(ApplicationAvailability availability) {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC ? 1 : 0;
    }
}
