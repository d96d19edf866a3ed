package dev.rollcall.api.tokens;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says about the user, apart from the session.
 *
 * @param roleUntil when the role expires; null if it does not
 * @param authenticatedAt when the user proved who they are; null if that is not known, as after a refresh
 */
public record Authenticated(
        String userName,
        Role role,
        @Nullable Instant roleUntil,
        @Nullable Instant authenticatedAt) {

    /** Returns the content of a refreshed token: a refresh does not authenticate the user again. */
    public static Authenticated refreshed(String userName, Role role) {
        return new Authenticated(userName, role, null, null);
    }
}
