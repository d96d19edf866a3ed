package dev.rollcall.api.checks;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.command.SessionActivity;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
        return find(sessionId, session -> true).orElseThrow(() -> ended(sessionId));
    }

    /**
     * As {@link #requireLive(SessionId)}, of one user.
     *
     * @throws Problem {@code INVALID_TOKEN} also if it is somebody else's
     */
    public LiveSession requireLive(SessionId sessionId, UserId owner) {
        return find(sessionId, owner)
                .orElseThrow(() -> whyEnded(sessionId, owner).orElseGet(SessionChecks::unknown));
    }

    /** The live session of that user, whose use is recorded; empty also if it is somebody else's. */
    public Optional<LiveSession> find(SessionId sessionId, UserId owner) {
        return find(sessionId, session -> session.userId().equals(owner));
    }

    private Optional<LiveSession> find(SessionId sessionId, Predicate<LiveSession> wanted) {
        Instant now = clock.instant();
        boolean fresh = endings.isFresh();
        LiveSession session = fresh ? known.find(sessionId) : null;
        if (session == null || !session.isLiveAt(now)) {
            session = read(sessionId, fresh);
        }
        if (session == null || !session.isLiveAt(now) || !wanted.test(session)) {
            return Optional.empty();
        }
        if (activity.touch(sessionId, session.idleTimeout(), session.lastActivityAt(), now)) {
            known.update(sessionId, found -> found.usedAt(now));
        }
        return Optional.of(session);
    }

    /**
     * Also for a session that seems to be past its time: another node may have seen it used.
     *
     * @param followed whether the feed was followed before this read, so that no later ending can be missed
     */
    private @Nullable LiveSession read(SessionId sessionId, boolean followed) {
        LiveSession session = liveSessions.findNotEnded(sessionId).orElse(null);
        if (followed && session != null) {
            known.remember(session);
        }
        return session;
    }

    /** Why a session that is not live cannot be used. */
    public Problem ended(SessionId sessionId) {
        return whyEnded(sessionId, null).orElseGet(SessionChecks::unknown);
    }

    /**
     * Why a session is not live any more.
     *
     * @param owner null for anybody
     * @return empty if it never was, or was somebody else's
     */
    public Optional<Problem> whyEnded(SessionId sessionId, @Nullable UserId owner) {
        Optional<EndedSession> recorded = endedSessions.find(sessionId);
        if (recorded.isPresent()) {
            return recorded.filter(ended -> owner == null || ended.userId().equals(owner))
                    .map(problems::ended);
        }
        return liveSessions
                .findNotEnded(sessionId)
                .filter(expired -> owner == null || expired.userId().equals(owner))
                .map(problems::expired);
    }

    private static Problem unknown() {
        return new Problem(ProblemCode.INVALID_TOKEN, "Sign in again.");
    }
}
