package dev.rollcall.command;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a policy for one user. It takes starts and ends in their order, and decides by the same rules as
 * {@link UserSessions}. It does not know when sessions were used: a session counts as in use until {@link #unusedSince}
 * is called for it, and the oldest session yields first.
 */
public final class SimulatedSessions {

    /** The result of a start. */
    public enum Outcome {
        STARTED,
        LIMIT_REACHED,
        TOO_MANY_STARTS
    }

    /** @param evicted how many sessions were evicted for the start */
    public record Decision(Outcome outcome, int evicted) {}

    private final SecuritySettings policy;

    /** Oldest first. */
    private final Map<SessionId, SessionState> live = new LinkedHashMap<>();

    private final Map<SessionId, Instant> lastUses = new HashMap<>();

    private final RecentStarts recentStarts = new RecentStarts();

    public SimulatedSessions(SecuritySettings policy) {
        this.policy = policy;
    }

    /**
     * Adds a live session that started before the simulated period and counts towards the limit. Its timeouts stay as
     * they are.
     */
    public void haveLive(SessionId session, Instant startedAt, Duration idleTimeout, Instant expiresAt) {
        live.put(session, new SessionState(session, startedAt, idleTimeout, expiresAt, false));
    }

    /** Adds a start from before the simulated period, which counts towards the limit of starts. */
    public void haveStarted(Instant startedAt) {
        recentStarts.add(startedAt);
    }

    /** @param start has the timeouts that the simulated policy gives the session */
    public Decision start(SessionStarted start) {
        Instant now = start.startedAt();
        live.values().removeIf(session -> isOver(session, now));
        try {
            recentStarts.requireRoomForOneMore(policy.maxStartsPerHour(), now);
            List<SessionId> evicted = new SessionLimitPolicy(
                            policy.maxSessions(), policy.whenFull(), sessions -> Map.of())
                    .evictionsBeforeStart(live.values());
            evicted.forEach(this::end);
            live.put(start.sessionId(), SessionState.from(start));
            recentStarts.add(now);
            return new Decision(Outcome.STARTED, evicted.size());
        } catch (SessionLimitReached refused) {
            return new Decision(Outcome.LIMIT_REACHED, 0);
        } catch (TooManySessionStarts refused) {
            return new Decision(Outcome.TOO_MANY_STARTS, 0);
        }
    }

    /** Ends a session; does nothing if it is not live. */
    public void end(SessionId session) {
        live.remove(session);
        lastUses.remove(session);
    }

    /**
     * Ends all sessions but one, including those that are live only under the simulated policy.
     *
     * @param kept null to end all
     */
    public void endAllBut(@Nullable SessionId kept) {
        live.keySet().removeIf(session -> !session.equals(kept));
        lastUses.keySet().retainAll(live.keySet());
    }

    /** Records that a session was not used after the given moment. */
    public void unusedSince(SessionId session, Instant lastUse) {
        if (live.containsKey(session)) {
            lastUses.put(session, lastUse);
        }
    }

    private boolean isOver(SessionState session, Instant now) {
        Instant lastUse = lastUses.getOrDefault(session.sessionId(), now);
        boolean over = session.expiry(lastUse).isDueAt(now);
        if (over) {
            lastUses.remove(session.sessionId());
        }
        return over;
    }
}
