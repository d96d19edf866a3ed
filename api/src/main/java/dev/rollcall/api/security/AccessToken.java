package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;

/**
 * What a verified access token says.
 *
 * @param id the claim {@code jti}
 * @param keyId of the key that verified it
 */
public record AccessToken(
        UserId userId,
        SessionId sessionId,
        String userName,
        Role role,
        String id,
        Instant issuedAt,
        Instant expiresAt,
        String keyId)
        implements BearerToken {}
