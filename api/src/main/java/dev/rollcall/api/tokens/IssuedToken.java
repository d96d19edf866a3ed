package dev.rollcall.api.tokens;

import java.time.Duration;

/** A new access token and its lifetime. */
public record IssuedToken(String value, Duration lifetime) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "IssuedToken[" + lifetime + "]";
    }
}
