package dev.rollcall.api.security;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody with a live session. */
public record Caller(
        LiveSession session,
        String userName,
        Role role,
        @Nullable String loginId,
        @Nullable Instant authenticatedAt) implements TokenHolder {

    @Override
    public UserId userId() {
        return session.userId();
    }

    public SessionId sessionId() {
        return session.sessionId();
    }

    public boolean is(UserId user) {
        return userId().equals(user);
    }

    /** Who acts when this caller changes something of the given user. */
    public Initiator initiatorFor(UserId user) {
        return is(user) ? Initiator.user(user) : Initiator.admin(userId());
    }
}
