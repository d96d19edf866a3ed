package dev.rollcall.api.sessions.endings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.endings.*}.
 *
 * @param maxStreams Streams of ended sessions that services may have open at a time on a node, 0 (none) to 100,000.
 * @param maxRemembered Ended sessions that a node keeps in memory for new streams, 0 to 100,000,000. A token from before
 *     the oldest one has to be introspected. Default: as many as fit into a tenth of the heap.
 */
@ConfigurationProperties("rollcall.endings")
record EndingsProperties(
        @DefaultValue("500") int maxStreams, @Nullable Integer maxRemembered) {

    private static final int MOST_STREAMS = 100_000;

    private static final int MOST_REMEMBERED = 100_000_000;

    /** An end is 150 to 300 bytes of text. */
    private static final int BYTES_PER_ENDING = 256;

    private static final int SHARE_OF_HEAP = 10;

    EndingsProperties {
        Assert.isTrue(
                maxStreams >= 0 && maxStreams <= MOST_STREAMS,
                () -> "rollcall.endings.max-streams must be between 0 (none) and " + MOST_STREAMS);
        Assert.isTrue(
                maxRemembered == null || maxRemembered >= 0 && maxRemembered <= MOST_REMEMBERED,
                () -> "rollcall.endings.max-remembered must be between 0 and " + MOST_REMEMBERED);
    }

    /** @param heap the maximum size of the heap in bytes */
    int remembered(long heap) {
        return maxRemembered != null
                ? maxRemembered
                : (int) Math.min(MOST_REMEMBERED, heap / SHARE_OF_HEAP / BYTES_PER_ENDING);
    }
}
