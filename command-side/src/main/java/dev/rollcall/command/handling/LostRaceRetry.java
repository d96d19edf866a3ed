package dev.rollcall.command.handling;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a command again that lost the race for the next place in a user's event stream to another node. Every round of
 * a race has a winner, so a command loses at most as often as there are competing nodes with commands for that user;
 * the wait is random and grows, so that losers do not meet again.
 *
 * <p>The thread that sends the command waits anyway, so it is the one that tries again: the commands of a busy user hold
 * up nobody else's.
 */
class LostRaceRetry {

    static final int MAX_TRIES = 100;

    private static final long LONGEST_WAIT_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(LostRaceRetry.class);

    private final LongConsumer pause;

    /** @param pause waits for so many milliseconds */
    LostRaceRetry(LongConsumer pause) {
        this.pause = pause;
    }

    /**
     * Waits before the next try, if there is to be one.
     *
     * @param tries how many there were
     * @return whether to try again
     */
    boolean isWorthwhile(String command, RuntimeException failure, int tries) {
        if (!isLostRace(failure) || Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (tries >= MAX_TRIES) {
            log.warn("{} lost {} races in a row and is given up", command, tries);
            return false;
        }
        long longest = Math.min(LONGEST_WAIT_MILLIS, 2L * tries);
        pause.accept(ThreadLocalRandom.current().nextLong(longest + 1));
        return true;
    }

    /** Axon tells a race for the first place in a stream, a user's first login, from those that follow. */
    private static boolean isLostRace(RuntimeException failure) {
        return failure instanceof ConcurrencyException || failure instanceof AggregateStreamCreationException;
    }
}
