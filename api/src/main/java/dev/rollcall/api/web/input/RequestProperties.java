package dev.rollcall.api.web.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.requests.*}.
 *
 * @param bodyTimeout within which the whole body of a request has to arrive
 * @param maxIncompleteBodies requests whose bodies a node waits for at a time; each takes up to 64 KiB and no thread
 * @param maxAtOnce requests that a node works on at a time, checks excepted; null: as many as leave threads for checks
 */
@ConfigurationProperties("rollcall.requests")
record RequestProperties(
        @DefaultValue("PT8S") Duration bodyTimeout,
        @DefaultValue("2000") int maxIncompleteBodies,
        @Nullable Integer maxAtOnce) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int MOST = 1_000_000;

    RequestProperties {
        Assert.isTrue(
                bodyTimeout.compareTo(SHORTEST) >= 0 && bodyTimeout.compareTo(LONGEST) <= 0,
                () -> "rollcall.requests.body-timeout must be from " + SHORTEST + " to " + LONGEST);
        requireCount("max-incomplete-bodies", maxIncompleteBodies);
        if (maxAtOnce != null) {
            requireCount("max-at-once", maxAtOnce);
        }
    }

    private static void requireCount(String name, int count) {
        Assert.isTrue(count >= 1 && count <= MOST, () -> "rollcall.requests." + name + " must be from 1 to " + MOST);
    }

    /**
     * @param threads of the web server
     * @param virtual whether there are as many threads as are wanted, whatever the web server is set to
     * @throws IllegalArgumentException if no thread would be left for checks
     */
    int atOnce(int threads, boolean virtual) {
        if (maxAtOnce == null) {
            return virtual ? 1_000 : Math.max(1, threads - Math.max(1, threads / 4));
        }
        Assert.isTrue(
                virtual || maxAtOnce < threads,
                () -> "rollcall.requests.max-at-once must be less than server.tomcat.threads.max, which is " + threads);
        return maxAtOnce;
    }
}
