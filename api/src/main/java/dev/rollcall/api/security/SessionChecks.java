package dev.rollcall.api.security;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.command.SessionActivity;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Decides whether the session of a token is live, and says why not. */
@Component
public class SessionChecks {

    private final LiveSessions liveSessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final SessionActivity activity;
    private final Clock clock;

    SessionChecks(
            LiveSessions liveSessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            SessionActivity activity,
            Clock clock) {
        this.liveSessions = liveSessions;
        this.endedSessions = endedSessions;
        this.problems = problems;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * The live session, whose use is recorded.
     *
     * @throws Problem {@code SESSION_ENDED} if it is over, {@code INVALID_TOKEN} if it never was
     */
    public LiveSession requireLive(SessionId sessionId) {
        LiveSession session = liveSessions.findNotEnded(sessionId).orElseThrow(() -> ended(sessionId));
        Instant now = clock.instant();
        if (!session.isLiveAt(now)) {
            throw problems.expired(session);
        }
        activity.touch(sessionId, session.idleTimeout(), session.lastActivityAt(), now);
        return session;
    }

    /** Why a session that is not among the live ones cannot be used. */
    public Problem ended(SessionId sessionId) {
        return endedSessions
                .find(sessionId)
                .map(problems::ended)
                .orElseGet(() -> new Problem(ProblemCode.INVALID_TOKEN, "Sign in again."));
    }
}
