package dev.rollcall.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session was evicted because of the user's session limit.
 *
 * @param replacedBy the session whose start needed the place; null if a tightened limit was applied at once
 */
public record SessionEvicted(
        UserId userId, SessionId sessionId, @Nullable SessionId replacedBy, Initiator initiator, Instant endedAt)
        implements SessionEnding {

    @Override
    public List<SessionId> endedSessions() {
        return List.of(sessionId);
    }

    @Override
    public EndReason reason() {
        return EndReason.EVICTED_BY_LIMIT;
    }

    @Override
    public Instant occurredAt() {
        return endedAt;
    }
}
