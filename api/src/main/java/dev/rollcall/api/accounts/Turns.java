package dev.rollcall.api.accounts;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many tasks run at once. A limited number of further tasks wait for their turn, in the order of their
 * requests and for a limited time.
 */
final class Turns {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Semaphore places;
    private final Semaphore turns;
    private final Duration longestWait;
    private final ProblemCode busy;

    /** @param busy the code of the problem for a task that is one too many, or has waited too long */
    Turns(int atOnce, int mostWaiting, Duration longestWait, ProblemCode busy) {
        this.places = new Semaphore(atOnce + mostWaiting);
        this.turns = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
        this.busy = busy;
    }

    /**
     * Begins work that will take a turn. Rejecting a task beyond the limit costs next to nothing.
     *
     * @throws Problem if too many tasks have begun already
     */
    <T> T begin(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** @throws Problem if no turn was free in time */
    <T> T take(Supplier<T> work) {
        if (!hasTurn()) {
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Problem busy() {
        return new Problem(busy, "Try again in a moment.").retryAfter(TRY_AGAIN_AFTER);
    }
}
