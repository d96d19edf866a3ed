package dev.rollcall.client;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is calling, in which session: the principal of an authenticated request.
 *
 * @param userId the stable id of the user, from the claim {@code sub}
 * @param userName the name for humans, from the claim {@code user_name}; do not store data under it
 * @param role such as {@code USER}, {@code ADMIN} or {@code AUDITOR}
 * @param sessionId the session, from the claim {@code sid}
 * @param authenticatedAt when the user logged in, or null if the token does not tell
 */
public record RollcallSession(
        String userId,
        String userName,
        String role,
        String sessionId,
        @Nullable Instant authenticatedAt) implements AuthenticatedPrincipal, Serializable {

    /** Returns the user id. */
    @Override
    public String getName() {
        return userId;
    }
}
