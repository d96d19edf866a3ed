package dev.rollcall.api.web.problem;

import java.time.Duration;

/** The value of {@code Retry-After} (RFC 9110 section 10.2.3). */
public final class RetryAfter {

    private RetryAfter() {}

    /** Returns whole seconds, rounded up, and at least 1. */
    public static String of(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
