package dev.rollcall.api.operations.durability;

import dev.rollcall.eventstore.continuity.LostHistory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Makes a node that refuses to serve say that it is not ready, and counts it in a metric. */
@Component
class LostHistoryReport implements SchedulingConfigurer {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final LostHistory lost;
    private final ApplicationAvailability availability;
    private final ApplicationContext context;

    private boolean unready;

    LostHistoryReport(
            LostHistory lost, ApplicationAvailability availability, ApplicationContext context, MeterRegistry meters) {
        this.lost = lost;
        this.availability = availability;
        this.context = context;
        Gauge.builder("rollcall.history.lost", lost, history -> history.isLost() ? 1 : 0)
                .description("1 while this node refuses to serve, because acknowledged events are missing")
                .register(meters);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::report, LOOK_EVERY);
    }

    private void report() {
        if (lost.isLost() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            unready = true;
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        } else if (unready && !lost.isLost()) {
            unready = false;
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }
}
