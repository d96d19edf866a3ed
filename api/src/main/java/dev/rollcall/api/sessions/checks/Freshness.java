package dev.rollcall.api.sessions.checks;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether the last read of a node is recent enough to rely on. Two clocks have to agree: the monotonic clock
 * stands still while a virtual machine is paused, and the wall clock can be set back.
 */
final class Freshness {

    private final Duration maxAge;
    private final LongSupplier nanos;
    private final Clock clock;

    private volatile Moment proven;

    /** A time by the monotonic clock and by the wall clock. */
    record Moment(long nanos, long millis) {}

    Freshness(Duration maxAge, LongSupplier nanos, Clock clock) {
        this.maxAge = maxAge;
        this.nanos = nanos;
        this.clock = clock;
        this.proven = new Moment(nanos.getAsLong() - maxAge.toNanos(), clock.millis());
    }

    /** Returns the current moment. Take it before a read, and pass it to {@link #prove} after the read. */
    Moment now() {
        return new Moment(nanos.getAsLong(), clock.millis());
    }

    /** Records that everything up to a moment is known. */
    void prove(Moment moment) {
        proven = moment;
    }

    boolean isFresh() {
        return isFresherThan(maxAge);
    }

    boolean isFresherThan(Duration age) {
        Moment then = proven;
        long millis = clock.millis() - then.millis();
        return nanos.getAsLong() - then.nanos() < age.toNanos() && millis >= 0 && millis < age.toMillis();
    }

    /** Returns how old the last proof is, by the monotonic clock. */
    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - proven.nanos());
    }
}
