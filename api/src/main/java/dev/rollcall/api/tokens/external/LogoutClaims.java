package dev.rollcall.api.tokens.external;

import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.LogoutToken;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.event.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Verifies what the logout tokens of one identity provider claim (OpenID Connect Back-Channel Logout 1.0 section 2.6). */
final class LogoutClaims {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** The session of the provider. Other claims that identify logins occur in access tokens only. */
    private static final String SESSION = "sid";

    private static final int LONGEST_ID = 255;

    private final ExternalIssuersProperties.Entry settings;
    private final Clock clock;

    LogoutClaims(ExternalIssuersProperties.Entry settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws InvalidToken unless the token is a valid logout token of this issuer for this service */
    LogoutToken verify(StrictClaims claims) {
        require(settings.issuer().equals(claims.string("iss")), "iss");
        requireForUs(claims.strings("aud"));
        requireLogout(claims);
        Instant issuedAt = requireInForce(claims);
        return new LogoutToken(
                settings.issuer(),
                requireText(claims, "jti"),
                userId(claims),
                loginId(claims),
                issuedAt,
                settings.longestTokenLifetime());
    }

    /** The audience is the client that the user logged in to (ibid. section 2.4). */
    private void requireForUs(List<String> audiences) {
        require(
                audiences.stream()
                        .anyMatch(audience -> settings.audiences().contains(audience)
                                || settings.clientIds().contains(audience)),
                "aud");
    }

    private static void requireLogout(StrictClaims claims) {
        JsonNode event = claims.members().path("events").path(EVENT);
        require(event.isObject(), "events");
        require(!claims.has("nonce"), "nonce");
    }

    private Instant requireInForce(StrictClaims claims) {
        Instant now = clock.instant();
        Instant issuedAt = requireTime(claims, "iat");
        Instant expiresAt = requireTime(claims, "exp");
        require(now.isBefore(expiresAt), "exp");
        require(!issuedAt.isAfter(now.plus(TokensProperties.CLOCK_SKEW)), "iat");
        require(!expiresAt.isAfter(issuedAt.plus(settings.longestTokenLifetime())), "exp");
        return issuedAt;
    }

    private UserId userId(StrictClaims claims) {
        try {
            return new UserId(settings.userIdPrefix() + requireText(claims, settings.userClaim()));
        } catch (IllegalArgumentException invalid) {
            throw new InvalidToken(settings.userClaim(), invalid);
        }
    }

    private @Nullable String loginId(StrictClaims claims) {
        if (!claims.has(SESSION)) {
            return null;
        }
        require(settings.sessionClaims().contains(SESSION), SESSION);
        return SESSION + ":" + requireText(claims, SESSION);
    }

    private static String requireText(StrictClaims claims, String name) {
        String text = claims.string(name);
        if (text == null || text.isBlank() || text.length() > LONGEST_ID || text.indexOf('\u0000') >= 0) {
            throw new InvalidToken(name, null);
        }
        return text;
    }

    private static Instant requireTime(StrictClaims claims, String name) {
        Instant time = claims.time(name);
        if (time == null) {
            throw new InvalidToken(name, null);
        }
        return time;
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new InvalidToken(claim, null);
        }
    }
}
