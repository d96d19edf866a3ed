package dev.rollcall.api.tokens;

import java.time.Duration;

/**
 * A new access token and its lifetime.
 *
 * @param content what a verification of the token would find
 */
public record IssuedToken(String value, Duration lifetime, AccessToken content) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "IssuedToken[" + lifetime + "]";
    }
}
