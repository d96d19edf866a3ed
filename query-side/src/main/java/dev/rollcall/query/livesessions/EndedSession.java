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
 * @param replacement the device whose login it had to yield to, while that is signed in; else null
 */
public record EndedSession(
        SessionId sessionId,
        UserId userId,
        EndReason reason,
        Instant endedAt,
        Initiator.Kind initiator,
        @Nullable String replacement) {}
