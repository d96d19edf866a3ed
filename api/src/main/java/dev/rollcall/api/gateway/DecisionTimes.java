package dev.rollcall.api.gateway;

import dev.rollcall.api.web.problem.Problem;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Measures how long decisions take, by outcome. Gateways wait for every decision. */
@Component
class DecisionTimes {

    private static final Duration[] BUCKETS = Stream.of(
                    50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000,
                    1_000_000, 2_000_000, 5_000_000)
            .map(micros -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)))
            .toArray(Duration[]::new);

    private final Clock clock;
    private final Timer allowed;
    private final Timer bootstrap;
    private final Timer refused;
    private final Timer unavailable;

    DecisionTimes(MeterRegistry meters) {
        clock = meters.config().clock();
        allowed = timer("allowed", meters);
        bootstrap = timer("bootstrap", meters);
        refused = timer("refused", meters);
        unavailable = timer("unavailable", meters);
    }

    private static Timer timer(String outcome, MeterRegistry meters) {
        return Timer.builder("rollcall.authorize")
                .description("Decisions for gateways, by outcome")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Returns the time at which a decision begins, to be passed to {@code record} when it is made. */
    long begin() {
        return clock.monotonicTime();
    }

    void record(long begun, Authorization authorization) {
        record(begun, authorization.bootstrap() ? bootstrap : allowed);
    }

    void record(long begun, RuntimeException failure) {
        boolean decided =
                failure instanceof Problem problem && problem.getStatusCode().is4xxClientError();
        record(begun, decided ? refused : unavailable);
    }

    private void record(long begun, Timer timer) {
        timer.record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
    }
}
