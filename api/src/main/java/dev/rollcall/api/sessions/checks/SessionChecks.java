package dev.rollcall.api.sessions.checks;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.continuity.LostHistory;
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

/** Decides whether the session of a token is live, and tells why if it is not. */
@Component
public class SessionChecks {

    private final KnownSessions known;
    private final EndedSessionListener listener;
    private final CheckedSessions sessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final SessionActivity activity;
    private final LostHistory lostHistory;
    private final Clock clock;

    SessionChecks(
            KnownSessions known,
            EndedSessionListener listener,
            CheckedSessions sessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            SessionActivity activity,
            LostHistory lostHistory,
            Clock clock) {
        this.known = known;
        this.listener = listener;
        this.sessions = sessions;
        this.endedSessions = endedSessions;
        this.problems = problems;
        this.activity = activity;
        this.lostHistory = lostHistory;
        this.clock = clock;
    }

    /**
     * Returns a live session and records its use. Answers from memory as long as this node is sure to know every ended
     * session.
     *
     * @throws Problem {@code SESSION_ENDED} if it has ended, {@code INVALID_TOKEN} if it never existed
     */
    public LiveSession requireLive(SessionId sessionId) {
        return find(sessionId).flatMap(this::use).orElseThrow(() -> ended(sessionId));
    }

    /**
     * Returns a live session of this user and records its use.
     *
     * @throws Problem {@code SESSION_ENDED} if it has ended, {@code INVALID_TOKEN} if it never existed or is another
     *     user's
     */
    public LiveSession requireLive(SessionId sessionId, UserId owner) {
        return findAndUse(sessionId, owner)
                .orElseThrow(() -> whyEnded(sessionId, owner).orElseGet(SessionChecks::neverExisted));
    }

    /** Returns a live session of this user and records its use; empty also if it is another user's. */
    public Optional<LiveSession> findAndUse(SessionId sessionId, UserId owner) {
        return find(sessionId).filter(session -> session.userId().equals(owner)).flatMap(this::use);
    }

    /**
     * Returns a live session without recording a use. If the cached session seems to have timed out, queries the
     * database as well, since another node may have recorded a later use.
     *
     * @throws Problem {@code HISTORY_LOST} if acknowledged events are missing: the session may have ended
     */
    public Optional<LiveSession> find(SessionId sessionId) {
        if (lostHistory.isLost()) {
            throw Problem.historyLost();
        }
        Instant now = clock.instant();
        boolean fresh = listener.isFresh();
        LiveSession session = fresh ? known.find(sessionId) : null;
        if (session != null && session.isLiveAt(now)) {
            return Optional.of(session);
        }
        if (known.hasEnded(sessionId)) {
            return Optional.empty();
        }
        return (fresh ? read(sessionId) : sessions.findProven(sessionId)).liveAt(now);
    }

    /**
     * Caches an answer only if it is from the server whose feed is read: this node does not learn which sessions end on
     * another server.
     */
    private CheckedSessions.Answer read(SessionId sessionId) {
        KnownSessions.Reading reading = known.begin();
        CheckedSessions.Answer answer = sessions.find(sessionId);
        if (!listener.isFrom(answer.server())) {
            return sessions.findProven(sessionId);
        }
        answer.session().ifPresent(session -> known.remember(session, reading));
        return answer;
    }

    /**
     * Records the use of a session that was just found live. Waits until it is written, unless this node is sure to
     * know every ended session.
     *
     * @return empty if it is no longer live: it has ended in the meantime, or this node's clock is slow
     */
    public Optional<LiveSession> use(LiveSession session) {
        SessionId id = session.sessionId();
        Instant now = clock.instant();
        SessionActivity.Use use = listener.isFresh() && !known.hasEnded(id)
                ? activity.touchLater(session, now, () -> known.forget(id))
                : activity.touch(id, session.idleTimeout(), session.lastActivityAt(), now);
        if (use == SessionActivity.Use.RECORDED) {
            known.update(id, found -> found.usedAt(now));
        }
        return use == SessionActivity.Use.OVER ? Optional.empty() : Optional.of(session);
    }

    /** Returns the problem that tells why a session that is not live cannot be used. */
    public Problem ended(SessionId sessionId) {
        return whyEnded(sessionId, null).orElseGet(SessionChecks::neverExisted);
    }

    /**
     * Returns why a session is no longer live.
     *
     * @param owner the user who must own the session; null for any user
     * @return empty if it never existed, or is another user's
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
                // Its end may have been recorded since the first look-up.
                : ended(findEnded(sessionId), owner);
    }

    /** Looks in the cache first: devices that were logged out may keep sending requests for a long time. */
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

    private static Problem neverExisted() {
        return new Problem(ProblemCode.INVALID_TOKEN, "Sign in again.");
    }
}
