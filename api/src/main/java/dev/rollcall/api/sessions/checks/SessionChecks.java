package dev.rollcall.api.sessions.checks;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.CheckedSessions;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.SessionActivity;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whether the session of a token is live, and says why not. */
@Component
public class SessionChecks {

    private final KnownSessions known;
    private final EndedSessionListener endings;
    private final CheckedSessions sessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final SessionActivity activity;
    private final Clock clock;

    SessionChecks(
            KnownSessions known,
            EndedSessionListener endings,
            CheckedSessions sessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            SessionActivity activity,
            Clock clock) {
        this.known = known;
        this.endings = endings;
        this.sessions = sessions;
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
        return find(sessionId).flatMap(this::use).orElseThrow(() -> ended(sessionId));
    }

    /**
     * The live session of this user, whose use is recorded.
     *
     * @throws Problem {@code SESSION_ENDED} if it is over, {@code INVALID_TOKEN} if it never was or is another user's
     */
    public LiveSession requireLive(SessionId sessionId, UserId owner) {
        return findAndUse(sessionId, owner)
                .orElseThrow(() -> whyEnded(sessionId, owner).orElseGet(SessionChecks::neverWas));
    }

    /** The live session of this user, whose use is recorded; empty also if it is another user's. */
    public Optional<LiveSession> findAndUse(SessionId sessionId, UserId owner) {
        return find(sessionId).filter(session -> session.userId().equals(owner)).flatMap(this::use);
    }

    /**
     * The live session, which is only looked at: that is no use of it. Asks the database also if it seems to be past its
     * time in memory, since another node may have seen it used.
     */
    public Optional<LiveSession> find(SessionId sessionId) {
        Instant now = clock.instant();
        boolean followed = endings.isFresh();
        LiveSession session = followed ? known.find(sessionId) : null;
        if (session != null && session.isLiveAt(now)) {
            return Optional.of(session);
        }
        if (known.hasEnded(sessionId)) {
            return Optional.empty();
        }
        return (followed ? read(sessionId) : sessions.findProven(sessionId)).filter(found -> found.isLiveAt(now));
    }

    /** Only what the followed server says is remembered: of the endings on another one, nothing is heard. */
    private Optional<LiveSession> read(SessionId sessionId) {
        KnownSessions.Reading reading = known.begin();
        CheckedSessions.Answer answer = sessions.find(sessionId);
        if (!endings.isFrom(answer.server())) {
            return sessions.findProven(sessionId);
        }
        answer.session().ifPresent(session -> known.remember(session, reading));
        return answer.session();
    }

    /**
     * Records that a session that was just found live is used.
     *
     * @return empty if it is over all the same: it has ended meanwhile, or this node's clock is slow
     */
    public Optional<LiveSession> use(LiveSession session) {
        Instant now = clock.instant();
        SessionActivity.Use use =
                activity.touch(session.sessionId(), session.idleTimeout(), session.lastActivityAt(), now);
        if (use == SessionActivity.Use.RECORDED) {
            known.update(session.sessionId(), found -> found.usedAt(now));
        }
        return use == SessionActivity.Use.OVER ? Optional.empty() : Optional.of(session);
    }

    /** Why a session that is not live cannot be used. */
    public Problem ended(SessionId sessionId) {
        return whyEnded(sessionId, null).orElseGet(SessionChecks::neverWas);
    }

    /**
     * Why a session is not live any more.
     *
     * @param owner null for anybody
     * @return empty if it never was, or was somebody else's
     */
    public Optional<Problem> whyEnded(SessionId sessionId, @Nullable UserId owner) {
        Optional<EndedSession> recorded = findEnded(sessionId);
        if (recorded.isPresent()) {
            return ended(recorded, owner);
        }
        Optional<LiveSession> expired = sessions.find(sessionId).session();
        return expired.isPresent()
                ? expired.filter(session -> owner == null || session.userId().equals(owner))
                        .map(problems::expired)
                // Its end may have been recorded since it was looked for.
                : ended(findEnded(sessionId), owner);
    }

    /** Devices that were signed out may go on asking for a long time. */
    private Optional<EndedSession> findEnded(SessionId sessionId) {
        Optional<EndedSession> remembered = known.whyEnded(sessionId);
        return remembered.isPresent() ? remembered : readEnded(sessionId);
    }

    private Optional<EndedSession> readEnded(SessionId sessionId) {
        Optional<EndedSession> read = endedSessions.find(sessionId);
        read.ifPresent(known::end);
        return read;
    }

    private Optional<Problem> ended(Optional<EndedSession> recorded, @Nullable UserId owner) {
        return recorded.filter(ended -> owner == null || ended.userId().equals(owner))
                .map(problems::ended);
    }

    private static Problem neverWas() {
        return new Problem(ProblemCode.INVALID_TOKEN, "Sign in again.");
    }
}
