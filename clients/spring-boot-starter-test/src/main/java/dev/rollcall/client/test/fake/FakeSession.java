package dev.rollcall.client.test.fake;

import java.util.UUID;

/**
 * A session that {@link FakeRollcall} has started.
 *
 * @param userId the claim {@code sub} of its tokens
 * @param role the claim {@code role} of its tokens
 * @param sessionId the claim {@code sid} of its tokens
 */
public record FakeSession(String userId, String role, String sessionId) {

    static FakeSession of(String userId, String role) {
        return new FakeSession(userId, role, UUID.randomUUID().toString());
    }
}
