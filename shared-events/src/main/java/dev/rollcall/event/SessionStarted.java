package dev.rollcall.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user signed in on one device. The timeouts that were in force at that moment stay with the session.
 *
 * @param idleTimeout the session expires when it was not used for so long
 * @param expiresAt absolute expiry, however often the session is used
 * @param bootstrap whether the user had no live session before
 * @param loginId a name for the log-in at an identity provider that the session belongs to, made with the user's key, so
 *     that it says nothing once that is destroyed; in older events claim and value themselves ({@code sid:…}); null if
 *     there is none
 */
public record SessionStarted(
        UserId userId,
        SessionId sessionId,
        SealedDevice device,
        Instant startedAt,
        Duration idleTimeout,
        Instant expiresAt,
        boolean bootstrap,
        Initiator initiator,
        @Nullable String loginId)
        implements SessionEvent {

    /** Of the stored form. Without one, the device was stored in clear. */
    public static final String REVISION = "1";

    @Override
    public Instant occurredAt() {
        return startedAt;
    }
}
