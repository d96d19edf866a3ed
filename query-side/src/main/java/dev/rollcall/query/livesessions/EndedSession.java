package dev.rollcall.query.livesessions;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param replacement the label of the device whose login evicted the session, while that device is signed in; else null
 */
public record EndedSession(
        SessionId sessionId,
        UserId userId,
        EndReason reason,
        Instant endedAt,
        Initiator.Kind initiator,
        @Nullable String replacement) {}
