package dev.rollcall.event;

import java.time.Instant;
import java.util.List;

/**
 * A session expired: it reached a timeout, or the clean-up found it orphaned.
 *
 * @param dueAt when the session stopped being live, which may be long before the event was recorded
 */
public record SessionExpired(UserId userId, SessionId sessionId, ExpiryCause cause, Instant dueAt)
        implements SessionEnding {

    @Override
    public List<SessionId> endedSessions() {
        return List.of(sessionId);
    }

    @Override
    public EndReason reason() {
        return cause.reason();
    }

    @Override
    public Initiator initiator() {
        return Initiator.SYSTEM;
    }

    @Override
    public Instant occurredAt() {
        return dueAt;
    }
}
