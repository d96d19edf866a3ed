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
final class ConcurrencyLimit {

    private final Semaphore admitted;
    private final Semaphore running;
    private final Duration longestWait;
    private final ProblemCode busy;

    /** @param busy the code of the problem for a task that is one too many, or has waited too long */
    ConcurrencyLimit(int atOnce, int mostWaiting, Duration longestWait, ProblemCode busy) {
        this.admitted = new Semaphore(atOnce + mostWaiting);
        this.running = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
        this.busy = busy;
    }

    /**
     * Admits a task, which may later wait in {@link #run}. Rejecting one beyond the limit costs next to nothing.
     *
     * @throws Problem if too many tasks are admitted already
     */
    <T> T admit(Supplier<T> work) {
        if (!admitted.tryAcquire()) {
            throw Problem.tryAgain(busy);
        }
        try {
            return work.get();
        } finally {
            admitted.release();
        }
    }

    /** @throws Problem if the task could not start in time */
    <T> T run(Supplier<T> work) {
        if (!tryStart()) {
            throw Problem.tryAgain(busy);
        }
        try {
            return work.get();
        } finally {
            running.release();
        }
    }

    private boolean tryStart() {
        try {
            return running.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
