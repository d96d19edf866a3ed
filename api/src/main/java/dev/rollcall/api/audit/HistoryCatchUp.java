package dev.rollcall.api.audit;

import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.history.HistoryLag.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Waits for the history to hold all events that there are, but not for long. */
@Component
public class HistoryCatchUp {

    /** A command is over by then, or its connection is: what it committed has a time from before. */
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);

    private static final int LOOKS = 100;

    private static final long PAUSE_MILLIS = 20;

    private final HistoryLag progress;
    private final Clock clock;

    HistoryCatchUp(HistoryLag progress, Clock clock) {
        this.progress = progress;
        this.clock = clock;
    }

    /** How fresh the history is after some two seconds at the latest. One that has events which are gone never is. */
    public HistoryFreshness await() {
        Instant askedAt = clock.instant();
        Progress now = progress.read();
        boolean lostEvents = now.processed() > now.head();
        for (int looks = 1; now.behind() > 0 && looks < LOOKS; looks++) {
            pause();
            now = progress.upTo(now.head());
        }
        Instant asOf = now.behind() == 0 && !lostEvents
                ? askedAt
                : now.recordedAt() == null ? null : now.recordedAt().toInstant();
        return new HistoryFreshness(asOf, now.processed(), now.head(), now.behind());
    }

    /** Whether nothing can be added any more to what the history says of a moment. */
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
