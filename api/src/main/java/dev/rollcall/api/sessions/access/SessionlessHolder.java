package dev.rollcall.api.sessions.access;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.Objects;

/**
 * The holder of an identity provider's token without a live session. May start one, or end the only session on the same
 * device with {@code POST /logout}, and nothing else.
 *
 * @param namedSession whether the request named a session, which the token may not use
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

    /** Falls back to the issue time: a token without {@code auth_time} counts as issued by the login. */
    @Override
    public Instant authenticatedAt() {
        return Objects.requireNonNullElse(token.authenticatedAt(), token.issuedAt());
    }

    @Override
    public ExternalToken externalToken() {
        return token;
    }
}
