package dev.rollcall.client.endings;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Decides whether knowledge of a moment is recent enough to rely on. */
final class Freshness {

    /** How far the two clocks may go apart on one stream. Beyond it, the stream has to be renewed. */
    static final Duration TOLERANCE = Duration.ofMillis(250);

    private final long maxNanos;
    private final long maxMillis;
    private final Clocks clocks;

    Freshness(Duration maxAge, Clocks clocks) {
        this.maxNanos = maxAge.toNanos();
        this.maxMillis = maxAge.toMillis();
        this.clocks = clocks;
    }

    /** Tells whether a moment is younger than the bound by both clocks. A clock that was set back does not count. */
    boolean isFresh(Moment known) {
        Moment now = clocks.now();
        long millis = now.millis() - known.millis();
        return known.nanosUntil(now) < maxNanos && millis < maxMillis && millis >= -TOLERANCE.toMillis();
    }

    /** Returns the age of a moment by the clock that makes it older. */
    Duration age(Moment known) {
        Moment now = clocks.now();
        return Duration.ofNanos(
                Math.max(known.nanosUntil(now), TimeUnit.MILLISECONDS.toNanos(now.millis() - known.millis())));
    }
}
