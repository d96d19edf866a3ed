package dev.rollcall.command.refusal;

import java.time.Duration;

/** One more session would exceed the number that may be started within an hour. */
public final class TooManySessionStarts extends SessionRefusal {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public TooManySessionStarts(int maxStartsPerHour, Duration retryAfter) {
        super("No more than " + maxStartsPerHour + " sessions may be started within an hour.");
        this.retryAfter = retryAfter;
    }

    /** Returns how long to wait until the next start is allowed; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
