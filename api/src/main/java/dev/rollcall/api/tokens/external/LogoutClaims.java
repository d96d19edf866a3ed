package dev.rollcall.api.tokens.external;

import static dev.rollcall.api.tokens.external.StrictClaims.require;

import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.LogoutToken;
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
    private final ExternalClaims common;

    /** @param common verifies what all tokens of the issuer claim */
    LogoutClaims(ExternalIssuersProperties.Entry settings, ExternalClaims common) {
        this.settings = settings;
        this.common = common;
    }

    /** @throws InvalidToken unless the token is a valid logout token of this issuer for this service */
    LogoutToken verify(StrictClaims claims) {
        require(settings.issuer().equals(claims.string("iss")), "iss");
        requireForUs(claims.strings("aud"));
        requireLogout(claims);
        Instant issuedAt = claims.requiredTime("iat");
        common.requireInForce(issuedAt, claims.requiredTime("exp"), claims.time("nbf"));
        return new LogoutToken(
                settings.issuer(),
                requiredText(claims, "jti"),
                common.userId(claims),
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

    private @Nullable String loginId(StrictClaims claims) {
        if (!claims.has(SESSION)) {
            return null;
        }
        require(settings.sessionClaims().contains(SESSION), SESSION);
        return SESSION + ":" + requiredText(claims, SESSION);
    }

    private static String requiredText(StrictClaims claims, String name) {
        String text = claims.string(name);
        if (text == null || text.isBlank() || text.length() > LONGEST_ID || text.indexOf('\u0000') >= 0) {
            throw new InvalidToken(name, null);
        }
        return text;
    }
}
