package dev.rollcall.api.sessions.access;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whoever holds a valid token, with a live session or without. */
public sealed interface TokenHolder extends Principal permits Caller, SessionlessHolder {

    UserId userId();

    String userName();

    Role role();

    /** What an external issuer says of them; null if the token is ours. */
    @Nullable
    ExternalToken externalToken();

    /** When the holder proved who they are, as far as the token tells; null if it does not. */
    @Nullable
    Instant authenticatedAt();

    @Override
    default String getName() {
        return userId().value();
    }
}
