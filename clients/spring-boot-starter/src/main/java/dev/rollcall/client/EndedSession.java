package dev.rollcall.client;

import java.io.Serializable;
import java.time.Instant;

/**
 * A session that has ended.
 *
 * @param sessionId the claim {@code sid} of its tokens
 * @param userId the claim {@code sub} of its tokens
 * @param reason why it ended, such as {@code LOGGED_OUT} or {@code EVICTED_BY_LIMIT}; new reasons may be added
 * @param endedAt when it ended, by Rollcall's clock
 */
public record EndedSession(String sessionId, String userId, String reason, Instant endedAt) implements Serializable {}
