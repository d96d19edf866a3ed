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
 * One user under a policy that was not in force. What people did, they do again; what the policy of that time did, it
 * does not.
 */
class SimulatedUser {

    private final SimulatedPolicy policy;
    private final SimulatedSessions trial;
    private final Map<SessionId, Duration> recordedIdleTimeouts = new HashMap<>();

    private int evicted;
    private int refused;

    SimulatedUser(SimulatedPolicy policy) {
        this.policy = policy;
        this.trial = new SimulatedSessions(policy.toSettings());
    }

    int evicted() {
        return evicted;
    }

    int refused() {
        return refused;
    }

    void haveLive(PastSession session) {
        recordedIdleTimeouts.put(session.sessionId(), session.idleTimeout());
        trial.haveLive(session.sessionId(), session.startedAt(), session.idleTimeout(), session.expiresAt());
    }

    void haveStarted(Instant startedAt) {
        trial.haveStarted(startedAt);
    }

    void replay(SessionEvent event) {
        if (event instanceof SessionStarted started) {
            start(started);
        } else if (event instanceof SessionTerminated terminated) {
            end(terminated.sessionId());
        } else if (event instanceof AllSessionsTerminated all) {
            trial.endAllBut(all.keptSessionId());
        } else if (event instanceof SessionEvicted eviction) {
            trial.unusedSince(eviction.sessionId(), eviction.endedAt());
        } else if (event instanceof SessionExpired expired) {
            expire(expired);
        }
    }

    private void start(SessionStarted recorded) {
        SimulatedSessions.Decision decision = trial.start(policy.applyTo(recorded));
        evicted += decision.evicted();
        if (decision.outcome() == SimulatedSessions.Outcome.STARTED) {
            recordedIdleTimeouts.put(recorded.sessionId(), recorded.idleTimeout());
        } else {
            refused++;
        }
    }

    /** The last use follows from a recorded expiry, and so does when another timeout had passed. */
    private void expire(SessionExpired recorded) {
        Duration idleTimeout = recordedIdleTimeouts.get(recorded.sessionId());
        if (recorded.cause() == ExpiryCause.IDLE && idleTimeout != null) {
            trial.unusedSince(recorded.sessionId(), recorded.dueAt().minus(idleTimeout));
        } else if (recorded.cause() == ExpiryCause.ORPHANED) {
            end(recorded.sessionId());
        }
    }

    private void end(SessionId session) {
        trial.end(session);
        recordedIdleTimeouts.remove(session);
    }
}
