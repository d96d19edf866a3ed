package dev.rollcall.api.sessions.checks;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long what a node read may still be believed. Two clocks have to agree: the one that nobody sets stands still
 * while a virtual machine is paused, and the other one can be set back.
 */
final class Freshness {

    private final Duration lasts;
    private final LongSupplier nanos;
    private final Clock clock;

    private volatile Moment proven;

    /** As both clocks show it. */
    record Moment(long nanos, long millis) {}

    Freshness(Duration lasts, LongSupplier nanos, Clock clock) {
        this.lasts = lasts;
        this.nanos = nanos;
        this.clock = clock;
        this.proven = new Moment(nanos.getAsLong() - lasts.toNanos(), clock.millis());
    }

    /** To be called before reading what {@link #prove} is called with after. */
    Moment now() {
        return new Moment(nanos.getAsLong(), clock.millis());
    }

    /** Everything up to a moment is known. */
    void prove(Moment moment) {
        proven = moment;
    }

    boolean isFresh() {
        return isFresherThan(lasts);
    }

    boolean isFresherThan(Duration age) {
        Moment then = proven;
        long millis = clock.millis() - then.millis();
        return nanos.getAsLong() - then.nanos() < age.toNanos() && millis >= 0 && millis < age.toMillis();
    }

    /** By the clock that nobody sets. */
    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - proven.nanos());
    }
}
