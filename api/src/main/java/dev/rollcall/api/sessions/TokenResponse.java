package dev.rollcall.api.sessions;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The token response of RFC 6749 section 5.1, with the session that the tokens belong to.
 *
 * @param expiresIn seconds until the access token expires
 */
public record TokenResponse(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") String refreshToken,
        SessionView session) {

    /** Never shows the tokens. */
    @Override
    public String toString() {
        return "TokenResponse[" + session.sessionId() + "]";
    }
}
