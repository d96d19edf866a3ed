package dev.rollcall.eventstore;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The pace of long work in the background. While there are requests to answer, it rests after each part twice as long as
 * the part took: requests wait for a processor, and for the garbage collections that the work causes. See ADR 0057.
 */
public final class BackgroundPace {

    private static final long LONGEST_REST = Duration.ofMillis(200).toNanos();

    private final BooleanSupplier isBusy;
    private final LongSupplier nanoTime;
    private final LongConsumer rest;

    /**
     * @param isBusy whether there are requests to answer
     * @param nanoTime like {@link System#nanoTime}
     * @param rest waits for so many nanoseconds
     */
    public BackgroundPace(BooleanSupplier isBusy, LongSupplier nanoTime, LongConsumer rest) {
        this.isBusy = isBusy;
        this.nanoTime = nanoTime;
        this.rest = rest;
    }

    /** Returns the pace of a process that answers no requests. */
    public static BackgroundPace full() {
        return new BackgroundPace(() -> false, System::nanoTime, nanos -> {});
    }

    public boolean isBusy() {
        return isBusy.getAsBoolean();
    }

    /** Returns the time at which a part of the work begins, for {@link #restSince}. */
    public long begin() {
        return nanoTime.getAsLong();
    }

    /** Rests after a part of the work, if there are requests. */
    public void restSince(long begin) {
        if (isBusy()) {
            rest.accept(Math.min(2 * (nanoTime.getAsLong() - begin), LONGEST_REST));
        }
    }
}
