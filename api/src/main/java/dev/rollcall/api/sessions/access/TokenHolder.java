package dev.rollcall.api.sessions.access;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The holder of a valid token, with or without a live session. */
public sealed interface TokenHolder extends Principal permits Caller, SessionlessHolder {

    UserId userId();

    String userName();

    Role role();

    /** Returns the token of an external issuer; null for our own token or cookie. */
    @Nullable
    ExternalToken externalToken();

    /** Returns when the holder authenticated; null if the token does not tell. */
    @Nullable
    Instant authenticatedAt();

    @Override
    default String getName() {
        return userId().value();
    }
}
