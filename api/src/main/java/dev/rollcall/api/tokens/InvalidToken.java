package dev.rollcall.api.tokens;

import org.jspecify.annotations.Nullable;

/** A token that is not to be trusted, for whatever reason; the caller is not told which. */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidToken(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
    }
}
