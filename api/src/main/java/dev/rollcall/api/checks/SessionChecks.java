package dev.rollcall.api.checks;

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

    private final KnownSessions known;
    private final EndingsReader endings;
    private final LiveSessions liveSessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final SessionActivity activity;
    private final Clock clock;

    SessionChecks(
            KnownSessions known,
            EndingsReader endings,
            LiveSessions liveSessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            SessionActivity activity,
            Clock clock) {
        this.known = known;
        this.endings = endings;
        this.liveSessions = liveSessions;
        this.endedSessions = endedSessions;
        this.problems = problems;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * The live session, whose use is recorded. Answered from memory where the node is sure to know of every ending.
     *
     * @throws Problem {@code SESSION_ENDED} if it is over, {@code INVALID_TOKEN} if it never was
     */
    public LiveSession requireLive(SessionId sessionId) {
        Instant now = clock.instant();
        boolean fresh = endings.isFresh();
        LiveSession session = fresh ? known.find(sessionId) : null;
        if (session == null || !session.isLiveAt(now)) {
            session = read(sessionId, fresh);
        }
        if (!session.isLiveAt(now)) {
            throw problems.expired(session);
        }
        if (activity.touch(sessionId, session.idleTimeout(), session.lastActivityAt(), now)) {
            known.update(sessionId, found -> found.usedAt(now));
        }
        return session;
    }

    /**
     * Also for a session that seems to be past its time: another node may have seen it used.
     *
     * @param followed whether the feed was followed before this read, so that no later ending can be missed
     */
    private LiveSession read(SessionId sessionId, boolean followed) {
        LiveSession session = liveSessions.findNotEnded(sessionId).orElseThrow(() -> ended(sessionId));
        if (followed) {
            known.remember(session);
        }
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
