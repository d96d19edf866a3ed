package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.UserId;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Whoever holds a valid token, with a live session or without. */
public sealed interface TokenHolder extends Principal permits Caller, Newcomer {

    UserId userId();

    String userName();

    Role role();

    /** What an external issuer says of them; null if the token is ours. */
    @Nullable
    ExternalToken externalToken();

    @Override
    default String getName() {
        return userId().value();
    }
}
