package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody whose identity provider vouches for them, without a live session: may start one, and nothing else. */
public record Newcomer(UserId userId, Role role, @Nullable String loginId, Instant authenticatedAt)
        implements TokenHolder {

    @Override
    public String userName() {
        return userId.value();
    }
}
