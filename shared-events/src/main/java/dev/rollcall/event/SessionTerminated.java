package dev.rollcall.event;

import java.time.Instant;
import java.util.List;

/** One session was ended: by logging out, by its user from another device, by an administrator or by the system. */
public record SessionTerminated(
        UserId userId, SessionId sessionId, EndReason reason, Initiator initiator, Instant endedAt)
        implements SessionEnding {

    @Override
    public List<SessionId> endedSessions() {
        return List.of(sessionId);
    }

    @Override
    public Instant occurredAt() {
        return endedAt;
    }
}
