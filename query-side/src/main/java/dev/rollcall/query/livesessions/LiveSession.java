package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;

/**
 * A session in the read model.
 *
 * @param lastActivityAt last recorded use; the start if there is none yet
 * @param absoluteExpiresAt when the session expires, however often it is used
 */
public record LiveSession(
        SessionId sessionId,
        UserId userId,
        Device device,
        Instant startedAt,
        Instant lastActivityAt,
        Duration idleTimeout,
        Instant absoluteExpiresAt,
        boolean bootstrap) {

    /** Returns the earlier of idle and absolute expiry. From this moment on, the session is not live. */
    public Instant expiresAt() {
        return expiry().dueAt();
    }

    /** Returns when the session expires unless it is used before, and why. */
    public Expiry expiry() {
        return Expiry.of(lastActivityAt, idleTimeout, absoluteExpiresAt);
    }

    public boolean isLiveAt(Instant now) {
        return !expiry().isDueAt(now);
    }

    /** Returns this session with a later last use; unchanged if the given time is not later. */
    public LiveSession usedAt(Instant at) {
        return at.isAfter(lastActivityAt)
                ? new LiveSession(sessionId, userId, device, startedAt, at, idleTimeout, absoluteExpiresAt, bootstrap)
                : this;
    }
}
