package dev.rollcall.api.audit;

import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.history.HistoryLag.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Waits until the history has all events, but only for a short time. */
@Component
public class HistoryCatchUp {

    /** A command commits or loses its connection within this time; until then it may add events with earlier times. */
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);

    private static final int MAX_READS = 100;

    private static final long PAUSE_MILLIS = 20;

    private final HistoryLag lag;
    private final Clock clock;

    HistoryCatchUp(HistoryLag lag, Clock clock) {
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * Waits for about two seconds at most, and returns how fresh the history is then. A history with events that the
     * store has lost never counts as complete.
     */
    public HistoryFreshness await() {
        return await(clock.instant());
    }

    /** @param askedAt everything that was acknowledged before this time can be read */
    public HistoryFreshness await(Instant askedAt) {
        Progress current = lag.read();
        boolean lostEvents = current.processed() > current.head();
        for (int reads = 1; current.behind() > 0 && reads < MAX_READS; reads++) {
            pause();
            current = lag.upTo(current.head());
        }
        Instant asOf = current.behind() == 0 && !lostEvents
                ? askedAt
                : current.recordedAt() == null ? null : current.recordedAt().toInstant();
        return new HistoryFreshness(asOf, current.processed(), current.head(), current.behind());
    }

    /** Returns whether no later event can change what the history says about this moment. */
    static boolean isFinal(Instant moment, HistoryFreshness history) {
        return history.behind() == 0
                && history.asOf() != null
                && !moment.isAfter(history.asOf().minus(LONGEST_COMMAND));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
