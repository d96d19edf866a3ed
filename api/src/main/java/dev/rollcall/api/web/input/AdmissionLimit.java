package dev.rollcall.api.web.input;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A limit of requests at a time that lets short bursts pass. Requests that arrive together after a calm time may exceed
 * it for a moment, because they will soon be done. Under lasting load they would only wait, and everything else with them.
 *
 * <p>This is the idea of controlled delay (CoDel, RFC 8289): a queue that stands is bad, one that drains is good.
 */
final class AdmissionLimit {

    /** How long after the last calm moment more requests are admitted. */
    private static final Duration BURST = Duration.ofMillis(100);

    private final int steady;
    private final int burst;
    private final LongSupplier nanoTime;
    private final AtomicInteger atOnce = new AtomicInteger();

    private volatile long calmAt;

    /**
     * @param steady how many at a time under lasting load
     * @param burst how many at a time for a moment, not less than {@code steady}
     * @param nanoTime like {@link System#nanoTime}
     */
    AdmissionLimit(int steady, int burst, LongSupplier nanoTime) {
        this.steady = steady;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.calmAt = nanoTime.getAsLong();
    }

    /** @return whether the request may go on; it must be {@link #release released} then */
    boolean tryAcquire() {
        int limit = wasCalmJustNow() ? burst : steady;
        return atOnce.getAndUpdate(admitted -> admitted < limit ? admitted + 1 : admitted) < limit;
    }

    private boolean wasCalmJustNow() {
        long now = nanoTime.getAsLong();
        if (atOnce.get() <= steady / 2) {
            calmAt = now;
        }
        return now - calmAt < BURST.toNanos();
    }

    void release() {
        atOnce.decrementAndGet();
    }
}
