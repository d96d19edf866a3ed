package dev.rollcall.api.sessions.access;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody whose identity provider vouches for them, without a live session: may start one, and nothing else.
 *
 * @param namedSession whether the request named a session, which is none that the token may use
 */
public record SessionlessHolder(ExternalToken token, boolean namedSession) implements TokenHolder {

    @Override
    public UserId userId() {
        return token.userId();
    }

    @Override
    public String userName() {
        return userId().value();
    }

    @Override
    public Role role() {
        return token.role();
    }

    /** A token that says nothing of it was issued for the log-in. */
    @Override
    public Instant authenticatedAt() {
        return Objects.requireNonNullElse(token.authenticatedAt(), token.issuedAt());
    }

    @Override
    public ExternalToken externalToken() {
        return token;
    }
}
