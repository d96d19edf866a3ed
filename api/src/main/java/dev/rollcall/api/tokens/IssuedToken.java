package dev.rollcall.api.tokens;

import java.time.Duration;

/** An access token that was just made, and how long it is good. */
public record IssuedToken(String value, Duration lifetime) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "IssuedToken[" + lifetime + "]";
    }
}
