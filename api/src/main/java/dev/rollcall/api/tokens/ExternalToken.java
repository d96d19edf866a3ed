package dev.rollcall.api.tokens;

import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a verified token of an external issuer.
 *
 * @param loginId the login that the token comes from, as claim and value; null if the token has no session claim
 * @param authenticatedAt the claim {@code auth_time} (RFC 9068 section 2.2.1); null if there is none
 */
public record ExternalToken(
        String issuer,
        UserId userId,
        Role role,
        @Nullable String loginId,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant authenticatedAt)
        implements BearerToken {}
