package dev.rollcall.api.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.sessions.cookie.RefreshTokenCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The token response of RFC 6749 section 5.1, with the session that the tokens belong to.
 *
 * @param expiresIn seconds until the access token expires
 * @param refreshToken null if the browser got it in a cookie
 */
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,

        @JsonProperty("refresh_token") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String refreshToken,

        SessionView session) {

    /** Returns this response without the refresh token, which goes into a cookie. */
    public TokenResponse withCookie(
            RefreshTokenCookie cookie, HttpServletRequest request, HttpServletResponse response) {
        cookie.write(request, response, session.sessionId(), Objects.requireNonNull(refreshToken));
        return new TokenResponse(accessToken, tokenType, expiresIn, null, session);
    }

    /** Never shows the tokens. */
    @Override
    public String toString() {
        return "TokenResponse[" + session.sessionId() + "]";
    }
}
