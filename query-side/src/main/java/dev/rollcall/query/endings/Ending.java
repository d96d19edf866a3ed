package dev.rollcall.query.endings;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;

/**
 * A session has ended.
 *
 * @param endedAt by the clock of the node that ended it
 */
public record Ending(SessionId sessionId, UserId userId, EndReason reason, Instant endedAt) {}
