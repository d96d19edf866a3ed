package dev.rollcall.api.operations.warmup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.warm-up.*}.
 *
 * @param atMost How long a node that starts may exercise itself before it reports that it is ready, at most 1 minute.
 *     With 0, it reports that at once. See docs/run.md.
 */
@ConfigurationProperties("rollcall.warm-up")
record WarmUpProperties(@DefaultValue("PT5S") Duration atMost) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    WarmUpProperties {
        Assert.isTrue(
                !atMost.isNegative() && atMost.compareTo(LONGEST) <= 0,
                "rollcall.warm-up.at-most must be from 0 to 1 minute");
    }
}
