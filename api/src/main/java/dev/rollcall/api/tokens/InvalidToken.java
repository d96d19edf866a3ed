package dev.rollcall.api.tokens;

import org.jspecify.annotations.Nullable;

/** Thrown if a token cannot be trusted. The client is not told the reason. */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidToken(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
    }
}
