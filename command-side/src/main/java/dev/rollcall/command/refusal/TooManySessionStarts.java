package dev.rollcall.command.refusal;

import java.time.Duration;

/** More sessions were started within an hour than the settings allow. */
public final class TooManySessionStarts extends SessionRefusal {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public TooManySessionStarts(int maxStartsPerHour, Duration retryAfter) {
        super("No more than " + maxStartsPerHour + " sessions may be started within an hour.");
        this.retryAfter = retryAfter;
    }

    /** How long until the next start is allowed; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
