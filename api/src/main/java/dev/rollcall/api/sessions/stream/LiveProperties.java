package dev.rollcall.api.sessions.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.live.*}.
 *
 * @param maxStreams Streams of session events that may be open at a time on a node, 0 (none) to 100,000. See
 *     docs/run.md. Default: as many as fit into a quarter of the heap, at most 10,000.
 * @param maxStreamsPerUser Streams of session events that one user may have open at a time on a node, 0 (none) to
 *     100,000.
 */
@ConfigurationProperties("rollcall.live")
record LiveProperties(
        @Nullable Integer maxStreams, @DefaultValue("20") int maxStreamsPerUser) {

    private static final int MOST = 100_000;

    LiveProperties {
        if (maxStreams != null) {
            requireCount("max-streams", maxStreams);
        }
        requireCount("max-streams-per-user", maxStreamsPerUser);
    }

    private static void requireCount(String name, int count) {
        Assert.isTrue(
                count >= 0 && count <= MOST, () -> "rollcall.live." + name + " must be between 0 (none) and " + MOST);
    }
}
