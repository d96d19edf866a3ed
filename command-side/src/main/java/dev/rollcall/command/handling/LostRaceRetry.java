package dev.rollcall.command.handling;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries a command that lost the race for the next position in a user's event stream to another node. Every round of a
 * race has a winner, so a command loses at most as often as other nodes have competing commands for that user. The wait
 * is random and grows, so that losers do not collide again.
 *
 * <p>The retry runs on the thread that sent the command, which waits anyway. So the commands of a busy user do not hold
 * up those of others.
 */
class LostRaceRetry {

    static final int MAX_TRIES = 100;

    private static final long LONGEST_WAIT_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(LostRaceRetry.class);

    private final LongConsumer pause;

    /** @param pause waits for the given number of milliseconds */
    LostRaceRetry(LongConsumer pause) {
        this.pause = pause;
    }

    /**
     * Decides whether to try again, and waits before the next try.
     *
     * @param tries how many tries there were
     * @return whether to try again
     */
    boolean waitBeforeRetry(String command, RuntimeException failure, int tries) {
        if (!(failure instanceof ConcurrencyException) || Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (tries >= MAX_TRIES) {
            log.warn("{} lost {} races in a row; giving up", command, tries);
            return false;
        }
        long longest = Math.min(LONGEST_WAIT_MILLIS, 2L * tries);
        pause.accept(ThreadLocalRandom.current().nextLong(longest + 1));
        return true;
    }
}
