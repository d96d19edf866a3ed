package dev.rollcall.command;

import dev.rollcall.event.Expiry;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the aggregate keeps of a live session. */
record SessionState(
        SessionId sessionId, Instant startedAt, Duration idleTimeout, Instant expiresAt, boolean bootstrap) {

    static SessionState from(SessionStarted event) {
        return new SessionState(
                event.sessionId(), event.startedAt(), event.idleTimeout(), event.expiresAt(), event.bootstrap());
    }

    /** @param lastActivityAt null if the session was not used since its start */
    Expiry expiry(@Nullable Instant lastActivityAt) {
        return Expiry.of(lastUsed(lastActivityAt), idleTimeout, expiresAt);
    }

    Instant lastUsed(@Nullable Instant lastActivityAt) {
        return lastActivityAt == null ? startedAt : lastActivityAt;
    }

    StartedSession asStarted() {
        return new StartedSession(startedAt, idleTimeout, expiresAt, bootstrap);
    }
}
