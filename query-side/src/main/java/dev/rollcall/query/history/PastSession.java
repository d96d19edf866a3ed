package dev.rollcall.query.history;

import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the history has it, live or not.
 *
 * @param expiresAt absolute expiry, whether or not it came to that
 * @param end null while the session is live
 */
public record PastSession(
        SessionId sessionId,
        UserId userId,
        Device device,
        Instant startedAt,
        Initiator startedBy,
        boolean bootstrap,
        Duration idleTimeout,
        Instant expiresAt,
        @Nullable End end) {

    /**
     * How a session ended.
     *
     * @param endedAt the due time of an expiry, whenever it was recorded
     * @param replacedBy the session that it had to yield to
     * @param recorded false for an expiry that follows from the clock and is no event yet
     */
    public record End(
            Instant endedAt,
            EndReason reason,
            Initiator endedBy,
            @Nullable SessionId replacedBy,
            boolean recorded) {}
}
