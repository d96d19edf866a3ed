package dev.rollcall.api.tokens;

import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token of an external issuer says.
 *
 * @param loginId the log-in that the token comes from, as claim and value; null if no session claim is in the token
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
