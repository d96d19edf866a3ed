package dev.rollcall.command;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a command again that lost the race for the next place in a user's event stream to another node. Every round of
 * a race has a winner, so a command loses at most as often as there are competing nodes with commands for that user;
 * the wait is random and grows, so that losers do not meet again.
 */
class LostRaceRetry implements RetryScheduler {

    static final int MAX_TRIES = 100;

    private static final long LONGEST_WAIT_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(LostRaceRetry.class);

    private final ScheduledExecutorService executor;

    LostRaceRetry(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        int tries = failures.size();
        if (!isLostRace(lastFailure)) {
            return false;
        }
        if (tries >= MAX_TRIES) {
            log.warn("{} lost {} races in a row and is given up", command.getCommandName(), tries);
            return false;
        }
        long longest = Math.min(LONGEST_WAIT_MILLIS, 2L * tries);
        try {
            executor.schedule(dispatch, ThreadLocalRandom.current().nextLong(longest + 1), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException shuttingDown) {
            return false;
        }
    }

    /** Axon tells a race for the first place in a stream, a user's first login, from those that follow. */
    private static boolean isLostRace(RuntimeException failure) {
        return failure instanceof ConcurrencyException || failure instanceof AggregateStreamCreationException;
    }
}
