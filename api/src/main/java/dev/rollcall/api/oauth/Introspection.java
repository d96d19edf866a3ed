package dev.rollcall.api.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The response of RFC 7662 section 2.2. For a token that is not active, it says nothing but that.
 *
 * @param tokenType {@code Bearer} for an access token; a refresh token has no type (RFC 6749 section 5.1)
 * @param exp when the token expires; for a refresh token, when its session expires unless it is used
 * @param authTime when the user authenticated, if the token tells; for a refresh token, when the session started
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Introspection(
        boolean active,
        @JsonProperty("token_type") @Nullable String tokenType,
        @Nullable String iss,
        @Nullable UserId sub,
        @Nullable String aud,
        @Nullable Long exp,
        @Nullable Long iat,
        @Nullable String jti,
        @JsonProperty("client_id") @Nullable String clientId,
        @Nullable String username,
        @Nullable SessionId sid,
        @Nullable Role role,
        @JsonProperty("auth_time") @Nullable Long authTime) {

    static final Introspection INACTIVE =
            new Introspection(false, null, null, null, null, null, null, null, null, null, null, null, null);

    static Introspection ofAccessToken(AccessToken token, String issuer, String audience) {
        return new Introspection(
                true,
                "Bearer",
                issuer,
                token.userId(),
                audience,
                token.expiresAt().getEpochSecond(),
                token.issuedAt().getEpochSecond(),
                token.id(),
                AccessToken.CLIENT_ID,
                token.userName(),
                token.sessionId(),
                token.role(),
                seconds(token.authenticatedAt()));
    }

    static Introspection ofExternalToken(ExternalToken token, LiveSession session) {
        return new Introspection(
                true,
                "Bearer",
                token.issuer(),
                token.userId(),
                null,
                token.expiresAt().getEpochSecond(),
                token.issuedAt().getEpochSecond(),
                null,
                null,
                token.userId().value(),
                session.sessionId(),
                token.role(),
                seconds(token.authenticatedAt()));
    }

    static Introspection ofRefreshToken(LiveSession session, Role role, String issuer) {
        return new Introspection(
                true,
                null,
                issuer,
                session.userId(),
                null,
                session.expiresAt().getEpochSecond(),
                null,
                null,
                null,
                session.userId().value(),
                session.sessionId(),
                role,
                session.startedAt().getEpochSecond());
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }
}
