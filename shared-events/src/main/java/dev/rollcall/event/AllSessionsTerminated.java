package dev.rollcall.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All live sessions of a user were ended in one step, or all but one.
 *
 * @param sessionIds what ended, oldest first; never empty
 * @param keptSessionId the one that stayed, if any
 */
public record AllSessionsTerminated(
        UserId userId,
        List<SessionId> sessionIds,
        @Nullable SessionId keptSessionId,
        EndReason reason,
        Initiator initiator,
        Instant endedAt)
        implements SessionEnding {

    public AllSessionsTerminated {
        sessionIds = List.copyOf(sessionIds);
    }

    @Override
    public List<SessionId> endedSessions() {
        return sessionIds;
    }

    @Override
    public Instant occurredAt() {
        return endedAt;
    }
}
