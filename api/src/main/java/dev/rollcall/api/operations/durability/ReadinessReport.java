package dev.rollcall.api.operations.durability;

import dev.rollcall.eventstore.clock.ServerClock;
import dev.rollcall.eventstore.continuity.LostHistory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Makes a node that refuses to serve say that it is not ready, and shows why in metrics. */
@Component
class ReadinessReport implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReadinessReport.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final LostHistory lost;
    private final ServerClock clock;
    private final ApplicationAvailability availability;
    private final ApplicationContext context;

    private boolean unready;
    private boolean clockWasOff;

    ReadinessReport(
            LostHistory lost,
            ServerClock clock,
            ApplicationAvailability availability,
            ApplicationContext context,
            MeterRegistry meters) {
        this.lost = lost;
        this.clock = clock;
        this.availability = availability;
        this.context = context;
        Gauge.builder("rollcall.history.lost", lost, history -> history.isLost() ? 1 : 0)
                .description("1 while this node refuses to serve, because acknowledged events are missing")
                .register(meters);
        Gauge.builder("rollcall.clock.ahead", clock, own -> own.difference().toMillis() / 1e3)
                .description(
                        "How far the clock of this node is ahead of the database server's; negative if it is behind")
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::report, LOOK_EVERY);
    }

    private void report() {
        boolean clockIsOff = clock.isOwnClockOff();
        if (clockIsOff != clockWasOff) {
            clockWasOff = clockIsOff;
            logClock(clockIsOff);
        }
        report(lost.isLost() || clockIsOff);
    }

    private void logClock(boolean off) {
        if (off) {
            log.error(
                    "The clock of this node is {} s ahead of the database server's (negative: behind); this node"
                            + " refuses to serve until they differ by less than {} s",
                    clock.difference().toSeconds(),
                    ServerClock.TOLERANCE.toSeconds());
        } else {
            log.warn("The clock of this node agrees with the database server's again; this node serves again");
        }
    }

    private void report(boolean refuses) {
        if (refuses && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            unready = true;
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        } else if (unready && !refuses) {
            unready = false;
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }
}
