package dev.rollcall.api.web.drain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * How a node stops: {@code rollcall.shutdown.*}.
 *
 * @param drain How long a node that is asked to stop goes on to answer while it reports that it is not ready, at most 5
 *     minutes. With 0, it stops at once. Longer than a gateway needs to notice. See docs/run.md.
 *     Default: 'PT5S'; with the embedded database 'PT0S'.
 */
@ConfigurationProperties("rollcall.shutdown")
record DrainProperties(@Nullable Duration drain) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    DrainProperties {
        Assert.isTrue(
                drain == null || !drain.isNegative() && drain.compareTo(LONGEST) <= 0,
                "rollcall.shutdown.drain must be from 0 to 5 minutes");
    }
}
