package dev.rollcall.client.endings;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Clocks that only move when a test says so. */
final class FakeClocks {

    private volatile long nanos = 5;
    private volatile long millis = 7_000;

    Clocks clocks() {
        return new Clocks(() -> nanos, () -> Instant.ofEpochMilli(millis));
    }

    Moment now() {
        return clocks().now();
    }

    void pass(long both) {
        pass(both, both);
    }

    void pass(long monotonicMillis, long wallMillis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(monotonicMillis);
        millis += wallMillis;
    }
}
