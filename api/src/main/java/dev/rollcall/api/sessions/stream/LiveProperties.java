package dev.rollcall.api.sessions.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.live.*}.
 *
 * @param maxStreams how many streams may be open on a node; if null, {@link StreamRoom} decides
 * @param maxStreamsPerUser how many of these one user may open
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
