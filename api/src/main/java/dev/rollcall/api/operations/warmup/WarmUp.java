package dev.rollcall.api.operations.warmup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Exercises a node between the moment when it opens its port and the moment when it reports that it is ready, so that
 * its first callers do not wait until classes are loaded and code is compiled. Writes nothing, and counts in none of
 * Rollcall's metrics.
 *
 * <p>It is bounded in time, and a failure ends it early: a node that could not be exercised works all the same.
 */
@Component
class WarmUp implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** More than one, so that starts share transactions as they do under load. */
    private static final int THREADS_OF_STARTS = 4;

    private static final int STARTS_PER_THREAD = 150;

    private static final int ROUNDS_OF_REQUESTS = 150;

    private final WarmUpProperties properties;
    private final StartRehearsal starts;
    private final RequestRehearsal requests;
    private final Clock clock;

    WarmUp(WarmUpProperties properties, StartRehearsal starts, RequestRehearsal requests, Clock clock) {
        this.properties = properties;
        this.starts = starts;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        Duration atMost = properties.atMost();
        if (atMost.isZero()) {
            return;
        }
        Instant begun = clock.instant();
        List<Callable<Void>> parts =
                new ArrayList<>(Collections.nCopies(THREADS_OF_STARTS, repeated(STARTS_PER_THREAD, starts::rehearse)));
        parts.add(repeated(ROUNDS_OF_REQUESTS, requests::rehearse));
        ExecutorService threads = Executors.newFixedThreadPool(parts.size(), daemons());
        try {
            threads.invokeAll(parts, atMost.toNanos(), TimeUnit.NANOSECONDS).forEach(WarmUp::logFailure);
        } finally {
            threads.shutdownNow();
        }
        log.debug("Warmed up in {}", Duration.between(begun, clock.instant()));
    }

    /** What is still under way when the time is over may end later. It must not keep the process alive. */
    private static CustomizableThreadFactory daemons() {
        CustomizableThreadFactory daemons = new CustomizableThreadFactory("warm-up-");
        daemons.setDaemon(true);
        return daemons;
    }

    /** Something that is exercised again and again. */
    private interface Rehearsal {

        void once() throws Exception;
    }

    private static Callable<Void> repeated(int times, Rehearsal rehearsal) {
        return () -> {
            for (int i = 0; i < times && !Thread.currentThread().isInterrupted(); i++) {
                rehearsal.once();
            }
            return null;
        };
    }

    private static void logFailure(Future<Void> part) {
        try {
            if (!part.isCancelled()) {
                part.get();
            }
        } catch (ExecutionException failure) {
            log.debug("A part of the warm-up failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
