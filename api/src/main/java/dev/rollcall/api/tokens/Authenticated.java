package dev.rollcall.api.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says of the user beside the session.
 *
 * @param roleUntil when the role ends; null if it does not
 * @param authenticatedAt when the user proved who they are; null if that is not known, as after a refresh
 */
public record Authenticated(
        String userName,
        Role role,
        @Nullable Instant roleUntil,
        @Nullable Instant authenticatedAt) {

    /** Of a token that is refreshed, which proves nothing anew. */
    public static Authenticated before(String userName, Role role) {
        return new Authenticated(userName, role, null, null);
    }
}
