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
 * A session in the history, live or ended.
 *
 * @param expiresAt absolute expiry, even if the session ended earlier
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
     * @param endedAt for an expiry, when it was due, no matter when it was recorded
     * @param replacedBy the session for which this one was evicted; null if it was not evicted for another
     * @param recorded false for an expiry that follows from the clock and is not an event yet
     */
    public record End(
            Instant endedAt,
            EndReason reason,
            Initiator endedBy,
            @Nullable SessionId replacedBy,
            boolean recorded) {}
}
