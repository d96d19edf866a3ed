package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.FailureCodes;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs one policy simulation in the background. A second thread records the progress, because the simulation itself is
 * in a transaction until it ends.
 */
class SimulationRun implements SimulationProgress {

    private static final Logger log = LoggerFactory.getLogger(SimulationRun.class);

    private static final int RECORD_EVERY_MILLIS = 500;

    private final SimulationRecords records;
    private final long id;
    private final Duration limit;
    private final BooleanSupplier stopped;
    private final LongSupplier nanoTime;
    private final long since;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong total = new AtomicLong();

    private volatile boolean lost;

    /**
     * @param stopped whether the node is stopping
     * @param nanoTime as {@link System#nanoTime}
     */
    SimulationRun(SimulationRecords records, long id, Duration limit, BooleanSupplier stopped, LongSupplier nanoTime) {
        this.records = records;
        this.id = id;
        this.limit = limit;
        this.stopped = stopped;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Never throws. */
    void run(PolicySimulation simulation, SimulationRequest request, int listedUsers) {
        ScheduledExecutorService recorder =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("what-if-progress-"));
        recorder.scheduleWithFixedDelay(this::record, 0, RECORD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        try {
            SimulationReport report = simulation.run(request, listedUsers, this);
            records.complete(id, done.get(), report);
            log.info("Policy simulation {} is complete", id);
        } catch (RuntimeException failure) {
            fail(failure);
        } finally {
            recorder.shutdown();
        }
    }

    private void record() {
        try {
            lost = !records.progress(id, done.get(), total.get());
        } catch (RuntimeException failure) {
            log.debug("Cannot record the progress of the policy simulation", failure);
        }
    }

    private void fail(RuntimeException failure) {
        ProblemCode code = FailureCodes.of(failure);
        if (code == ProblemCode.INTERNAL_ERROR) {
            log.error("Policy simulation {} failed", id, failure);
        } else {
            log.info("Policy simulation {} failed: {}", id, code);
        }
        try {
            records.fail(id, code);
        } catch (RuntimeException another) {
            log.warn("Cannot record that the policy simulation failed; it counts as failed in ten seconds", another);
        }
    }

    @Override
    public Duration limit() {
        return limit;
    }

    @Override
    public boolean isOverLimit() {
        return nanoTime.getAsLong() - since > limit.toNanos();
    }

    @Override
    public void begin(long events) {
        done.set(0);
        total.set(events);
    }

    @Override
    public void step() {
        if (isOverLimit()) {
            throw timedOut(null);
        }
        if (lost || stopped.getAsBoolean()) {
            throw new IllegalStateException("The node is stopping, or the simulation was without news for too long");
        }
        done.incrementAndGet();
    }

    @Override
    public RuntimeException timedOut(@Nullable Throwable cause) {
        return new Problem(ProblemCode.WHAT_IF_TIMED_OUT, "Ask about a shorter period.", cause);
    }
}
