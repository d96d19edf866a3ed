package dev.rollcall.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step ended all live sessions of a user, or all but one.
 *
 * @param sessionIds the sessions that ended, oldest first; never empty
 * @param keptSessionId the session that was kept; null if none was
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
