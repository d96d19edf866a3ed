package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;

/**
 * A session as it can be read.
 *
 * @param lastActivityAt last recorded use; the start if there is none yet
 * @param absoluteExpiresAt the end, however often the session is used
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

    /** The earlier of idle and absolute expiry: from this moment on the session is not live. */
    public Instant expiresAt() {
        Instant idleExpiresAt = lastActivityAt.plus(idleTimeout);
        return idleExpiresAt.isBefore(absoluteExpiresAt) ? idleExpiresAt : absoluteExpiresAt;
    }

    public boolean isLiveAt(Instant now) {
        return now.isBefore(expiresAt());
    }

    /** The same session, used at a later moment. */
    public LiveSession usedAt(Instant at) {
        return at.isAfter(lastActivityAt)
                ? new LiveSession(sessionId, userId, device, startedAt, at, idleTimeout, absoluteExpiresAt, bootstrap)
                : this;
    }
}
