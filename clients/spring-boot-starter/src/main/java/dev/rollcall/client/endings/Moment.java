package dev.rollcall.client.endings;

import java.util.concurrent.TimeUnit;

/**
 * A point in time on both clocks.
 *
 * @param nanos by the monotonic clock
 * @param millis by the wall clock, since 1970
 */
public record Moment(long nanos, long millis) {

    /** Returns this moment, later by so many milliseconds. */
    Moment plusMillis(long later) {
        return new Moment(nanos + TimeUnit.MILLISECONDS.toNanos(later), millis + later);
    }

    /** Returns the time until another moment by the monotonic clock, in nanoseconds. */
    long nanosUntil(Moment later) {
        return later.nanos - nanos;
    }

    /** Returns by how much the wall clock went ahead of the monotonic clock until another moment, in milliseconds. */
    long disagreementUntil(Moment later) {
        return later.millis - millis - TimeUnit.NANOSECONDS.toMillis(nanosUntil(later));
    }
}
