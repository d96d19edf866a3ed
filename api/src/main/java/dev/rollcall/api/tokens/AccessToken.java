package dev.rollcall.api.tokens;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a verified access token.
 *
 * @param id the claim {@code jti}
 * @param keyId the id of the key that verified the token
 * @param authenticatedAt the claim {@code auth_time} (RFC 9068 section 2.2.1); null if there is none
 */
public record AccessToken(
        UserId userId,
        SessionId sessionId,
        String userName,
        Role role,
        String id,
        Instant issuedAt,
        Instant expiresAt,
        String keyId,
        @Nullable Instant authenticatedAt)
        implements BearerToken {

    /**
     * The claim {@code client_id} of every token (RFC 9068 section 2.2). It is the same for all, because users log in to
     * this service itself.
     */
    public static final String CLIENT_ID = "rollcall";
}
