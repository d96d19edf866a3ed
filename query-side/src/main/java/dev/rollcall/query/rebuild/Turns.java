package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.BackgroundPace;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets the workers of a rebuild work at the same time, or in turn while there are requests to answer. */
class Turns {

    private final Semaphore workers = new Semaphore(AtOnce.MOST, true);
    private final BackgroundPace pace;

    Turns(BackgroundPace pace) {
        this.pace = pace;
    }

    /** Does a part of the work, and waits before if others are at work. */
    <T> T take(Supplier<T> part) {
        int turn = pace.isBusy() ? AtOnce.MOST : 1;
        workers.acquireUninterruptibly(turn);
        try {
            long begin = pace.begin();
            T done = part.get();
            pace.restSince(begin);
            return done;
        } finally {
            workers.release(turn);
        }
    }

    /** Like {@link #take}, for work without a result. */
    void run(Runnable part) {
        take(() -> {
            part.run();
            return true;
        });
    }
}
