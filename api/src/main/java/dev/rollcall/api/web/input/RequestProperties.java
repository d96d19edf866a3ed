package dev.rollcall.api.web.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.requests.*}.
 *
 * @param bodyTimeout How long the whole body of a request may take to arrive, 100 milliseconds to 1 hour. Keep it below
 *     'server.tomcat.connection-timeout'.
 * @param maxIncompleteBodies Requests whose bodies a node waits for at a time, 1 to 1,000,000. Each takes up to 64 KiB
 *     of memory and no thread.
 * @param maxAtOnce Requests that a node works on at a time, not counting session checks, 1 to 1,000,000. On Java 17 it
 *     must be less than 'server.tomcat.threads.max'. On Java 21 or later four times as many are admitted for a tenth of
 *     a second after a calm time. Others are answered 503. Default: three quarters of
 *     'server.tomcat.threads.max'; on Java 21 or later 128 for each processor, and at least 256.
 */
@ConfigurationProperties("rollcall.requests")
record RequestProperties(
        @DefaultValue("PT8S") Duration bodyTimeout,
        @DefaultValue("2000") int maxIncompleteBodies,
        @Nullable Integer maxAtOnce) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int MAX_COUNT = 1_000_000;

    /** More requests would only wait for a processor, and checks with them. */
    private static final int AT_ONCE_PER_PROCESSOR = 128;

    /** Enough for commands to fill two shared commits, also where the database is slow. */
    private static final int AT_LEAST_AT_ONCE = 256;

    private static final int BURST_TIMES = 4;

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

    /** Platform threads have no place for bursts: all of them are taken, except those for checks. */
    AdmissionLimit admissionLimit(int threads, boolean virtual, int processors) {
        int steady = atOnce(threads, virtual, processors);
        return new AdmissionLimit(steady, virtual ? BURST_TIMES * steady : steady, System::nanoTime);
    }

    /**
     * Returns the number of requests, other than checks, that a node handles at a time under lasting load.
     *
     * @param threads the maximum number of threads of the web server
     * @param virtual whether requests run on virtual threads, to which {@code threads} does not apply
     * @param processors those that this node may use
     * @throws IllegalArgumentException if no thread would be left for checks
     */
    int atOnce(int threads, boolean virtual, int processors) {
        if (maxAtOnce == null) {
            return virtual
                    ? Math.max(AT_LEAST_AT_ONCE, AT_ONCE_PER_PROCESSOR * processors)
                    : Math.max(1, threads - Math.max(1, threads / 4));
        }
        Assert.isTrue(
                virtual || maxAtOnce < threads,
                () -> "rollcall.requests.max-at-once must be less than server.tomcat.threads.max, which is " + threads);
        return maxAtOnce;
    }
}
