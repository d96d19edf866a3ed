package dev.rollcall.api.audit.simulation;

import dev.rollcall.command.SimulatedSessions;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.query.history.PastSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Simulates one user under a policy that was not in force: repeats what people did, but not what the policy in force
 * did.
 */
class SimulatedUser {

    private final SimulatedPolicy policy;
    private final SimulatedSessions sessions;
    private final Map<SessionId, Duration> recordedIdleTimeouts = new HashMap<>();

    private int evicted;
    private int refused;

    SimulatedUser(SimulatedPolicy policy) {
        this.policy = policy;
        this.sessions = new SimulatedSessions(policy.toSettings());
    }

    int evicted() {
        return evicted;
    }

    int refused() {
        return refused;
    }

    void addLive(PastSession session) {
        recordedIdleTimeouts.put(session.sessionId(), session.idleTimeout());
        sessions.addLive(session.sessionId(), session.startedAt(), session.idleTimeout(), session.expiresAt());
    }

    void addStart(Instant startedAt) {
        sessions.addStart(startedAt);
    }

    void replay(SessionEvent event) {
        if (event instanceof SessionStarted started) {
            start(started);
        } else if (event instanceof SessionTerminated terminated) {
            end(terminated.sessionId());
        } else if (event instanceof AllSessionsTerminated all) {
            sessions.endAllBut(all.keptSessionId());
        } else if (event instanceof SessionEvicted eviction) {
            sessions.unusedSince(eviction.sessionId(), eviction.endedAt());
        } else if (event instanceof SessionExpired expired) {
            expire(expired);
        }
    }

    private void start(SessionStarted recorded) {
        SimulatedSessions.Decision decision = sessions.start(policy.applyTo(recorded));
        evicted += decision.evicted();
        if (decision.outcome() == SimulatedSessions.Outcome.STARTED) {
            recordedIdleTimeouts.put(recorded.sessionId(), recorded.idleTimeout());
        } else {
            refused++;
        }
    }

    /** A recorded idle expiry tells when the session was last used, and so when another timeout would have passed. */
    private void expire(SessionExpired recorded) {
        Duration idleTimeout = recordedIdleTimeouts.get(recorded.sessionId());
        if (recorded.cause() == ExpiryCause.IDLE && idleTimeout != null) {
            sessions.unusedSince(recorded.sessionId(), recorded.dueAt().minus(idleTimeout));
        } else if (recorded.cause() == ExpiryCause.ORPHANED) {
            end(recorded.sessionId());
        }
    }

    private void end(SessionId session) {
        sessions.end(session);
        recordedIdleTimeouts.remove(session);
    }
}
