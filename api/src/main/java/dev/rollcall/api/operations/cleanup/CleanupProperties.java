package dev.rollcall.api.operations.cleanup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.sweep.*}.
 *
 * @param interval Time between the end of a clean-up and the start of the next one, 1 second to 3650 days. See
 *     docs/run.md.
 * @param keepEnded How long an ended session's tokens are still told why it ended, 1 second to 3650 days. Never shorter
 *     than until the session's own absolute timeout.
 */
@ConfigurationProperties("rollcall.sweep")
record CleanupProperties(
        @DefaultValue("PT6H") Duration interval,
        @DefaultValue("P30D") Duration keepEnded) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    CleanupProperties {
        require(interval, "rollcall.sweep.interval");
        require(keepEnded, "rollcall.sweep.keep-ended");
    }

    private static void require(Duration duration, String name) {
        Assert.isTrue(
                duration.toSeconds() >= 1 && duration.compareTo(LONGEST) <= 0,
                () -> name + " must be between 1 second and 3650 days");
    }
}
