package dev.rollcall.eventstore.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The clock of the primary, which is the one that all nodes share, as far as this node can tell. Between two readings it
 * goes on by the monotonic clock of this node, so that a step of this node's wall clock is noticed at once.
 */
@Component
public class ServerClock {

    /** How far the clock of a node may be off. Tokens and ended sessions allow for as much, and for a margin. */
    public static final Duration TOLERANCE = Duration.ofSeconds(60);

    /** The time of a slower answer is too uncertain. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Clock ownClock;

    private volatile @Nullable Reading last;

    private record Reading(Instant time, long nanos) {

        private Instant timeAt(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    @Autowired
    ServerClock() {
        this(System::nanoTime, Clock.tickMillis(ZoneOffset.UTC));
    }

    ServerClock(LongSupplier nanos, Clock ownClock) {
        this.nanos = nanos;
        this.ownClock = ownClock;
    }

    /**
     * Takes note of the server's time.
     *
     * @param time returns the server's time from what was read; null if it is not the primary
     * @return what was read
     */
    public <T> T read(Supplier<T> query, Function<T, @Nullable Instant> time) {
        long asked = nanos.getAsLong();
        T answer = query.get();
        long took = nanos.getAsLong() - asked;
        Instant serverTime = time.apply(answer);
        if (serverTime != null && took <= LONGEST_READING.toNanos()) {
            last = new Reading(serverTime, asked + took / 2);
        }
        return answer;
    }

    /** Returns by how much the clock of this node is ahead, negative if it is behind; zero before the first reading. */
    public Duration difference() {
        return difference(ownClock.instant());
    }

    private Duration difference(Instant now) {
        Reading reading = last;
        return reading == null ? Duration.ZERO : Duration.between(reading.timeAt(nanos.getAsLong()), now);
    }

    /** Returns whether the clock of this node is too far off to be used. */
    public boolean isOwnClockOff() {
        return isTooMuch(difference());
    }

    /**
     * Returns the time by the clock of this node, in milliseconds.
     *
     * @throws ClockOff if that clock is too far off
     */
    Instant verifiedNow() {
        Instant now = ownClock.instant();
        Duration difference = difference(now);
        if (isTooMuch(difference)) {
            throw new ClockOff(difference);
        }
        return now;
    }

    private static boolean isTooMuch(Duration difference) {
        return difference.abs().compareTo(TOLERANCE) > 0;
    }
}
