package dev.rollcall.event;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user signed in on one device. The session keeps the timeouts that were in force at that moment.
 *
 * @param idleTimeout how long the session may stay unused before it expires
 * @param expiresAt absolute expiry, however often the session is used
 * @param bootstrap whether the user had no live session before
 * @param loginId identifies the login at an identity provider that the session belongs to. It is a hash under the
 *     user's key and means nothing once that key is destroyed. Older events hold the claim and its value in clear
 *     ({@code sid:…}). Null if there is no such login
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

    /** The revision of the stored form. Events without a revision have the device in clear. */
    public static final String REVISION = "1";

    @Override
    public Instant occurredAt() {
        return startedAt;
    }
}
