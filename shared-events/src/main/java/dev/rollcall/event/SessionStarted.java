package dev.rollcall.event;

import java.time.Duration;
import java.time.Instant;

/**
 * A user signed in on one device. The timeouts that were in force at that moment stay with the session.
 *
 * @param idleTimeout the session expires when it was not used for so long
 * @param expiresAt absolute expiry, however often the session is used
 * @param bootstrap whether the user had no live session before
 */
public record SessionStarted(
        UserId userId,
        SessionId sessionId,
        Device device,
        Instant startedAt,
        Duration idleTimeout,
        Instant expiresAt,
        boolean bootstrap,
        Initiator initiator)
        implements SessionEvent {

    @Override
    public Instant occurredAt() {
        return startedAt;
    }
}
