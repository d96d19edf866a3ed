package dev.rollcall.api.web.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.requests.*}.
 *
 * @param bodyTimeout the time within which the whole body of a request must arrive
 * @param maxIncompleteBodies the number of bodies that a node waits for at a time; each takes up to 64 KiB, no thread
 * @param maxAtOnce the number of requests, other than checks, that a node handles at a time; null for as many as leave
 *     threads for checks
 */
@ConfigurationProperties("rollcall.requests")
record RequestProperties(
        @DefaultValue("PT8S") Duration bodyTimeout,
        @DefaultValue("2000") int maxIncompleteBodies,
        @Nullable Integer maxAtOnce) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int MAX_COUNT = 1_000_000;

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
        Assert.isTrue(
                count >= 1 && count <= MAX_COUNT,
                () -> "rollcall.requests." + name + " must be from 1 to " + MAX_COUNT);
    }

    /**
     * Returns the number of requests, other than checks, that a node handles at a time.
     *
     * @param threads the maximum number of threads of the web server
     * @param virtual whether requests run on virtual threads, to which {@code threads} does not apply
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
