package dev.rollcall.api.sessions.access;

import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A caller with a live session.
 *
 * @param externalToken the external issuer's token of the request; null if the request has our own token or cookie
 * @param authenticatedAt when the caller authenticated; null if that is not known
 */
public record Caller(
        LiveSession session,
        String userName,
        Role role,
        @Nullable ExternalToken externalToken,
        @Nullable Instant authenticatedAt)
        implements TokenHolder {

    public static Caller with(ExternalToken token, LiveSession session) {
        return new Caller(session, token.userId().value(), token.role(), token, authenticatedAt(token, session));
    }

    /**
     * A token without {@code auth_time} that is no newer than the session was issued by the login itself, so its issue
     * time counts. A newer one may have been refreshed.
     */
    private static @Nullable Instant authenticatedAt(ExternalToken token, LiveSession session) {
        return token.authenticatedAt() == null && !token.issuedAt().isAfter(session.startedAt())
                ? token.issuedAt()
                : token.authenticatedAt();
    }

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

    /** Returns the initiator to record when this caller changes something of the given user. */
    public Initiator initiatorFor(UserId user) {
        return is(user) ? Initiator.user(user) : Initiator.admin(userId());
    }
}
