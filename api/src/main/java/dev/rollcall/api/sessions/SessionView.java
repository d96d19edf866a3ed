package dev.rollcall.api.sessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as clients see it.
 *
 * @param expiresAt the earlier of idle and absolute expiry
 * @param current whether it is the caller's current session
 */
public record SessionView(
        SessionId sessionId,
        UserId userId,
        Device device,
        Instant startedAt,
        Instant lastActivityAt,
        Instant expiresAt,
        boolean bootstrap,
        boolean current) {

    public static SessionView of(LiveSession session, @Nullable SessionId current) {
        return new SessionView(
                session.sessionId(),
                session.userId(),
                session.device(),
                session.startedAt(),
                session.lastActivityAt(),
                session.expiresAt(),
                session.bootstrap(),
                session.sessionId().equals(current));
    }
}
