package dev.rollcall.query.rebuild;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets the workers of a rebuild work at the same time if nobody else needs the processors. Otherwise they work in turn,
 * and rest after each part twice as long as it took: requests also wait for the garbage collections that the work causes.
 */
class Turns {

    private static final Duration LONGEST_REST = Duration.ofMillis(200);

    private final Semaphore workers = new Semaphore(AtOnce.MOST, true);
    private final BooleanSupplier isBusy;
    private final LongSupplier nanoTime;

    /**
     * @param isBusy whether there are requests to answer
     * @param nanoTime like {@link System#nanoTime}
     */
    Turns(BooleanSupplier isBusy, LongSupplier nanoTime) {
        this.isBusy = isBusy;
        this.nanoTime = nanoTime;
    }

    /** Does a part of the work, and waits before if others are at work. */
    <T> T take(Supplier<T> part) {
        boolean givesWay = isBusy.getAsBoolean();
        int turn = givesWay ? AtOnce.MOST : 1;
        workers.acquireUninterruptibly(turn);
        try {
            long began = nanoTime.getAsLong();
            T done = part.get();
            if (givesWay) {
                Pause.millis(rest(nanoTime.getAsLong() - began));
            }
            return done;
        } finally {
            workers.release(turn);
        }
    }

    private static long rest(long worked) {
        return Math.min(2 * TimeUnit.NANOSECONDS.toMillis(worked), LONGEST_REST.toMillis());
    }
}
