package dev.rollcall.api.tokens;

import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a verified logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4).
 *
 * @param id the claim {@code jti}
 * @param loginId the login that ended, as claim and value; null if all logins of the user have ended
 * @param tokenLifetime the longest lifetime of a token of this issuer
 */
public record LogoutToken(
        String issuer, String id, UserId userId, @Nullable String loginId, Instant issuedAt, Duration tokenLifetime) {}
