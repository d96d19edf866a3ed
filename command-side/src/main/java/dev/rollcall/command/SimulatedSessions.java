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
 * What a policy would have done with one user: takes starts and ends in their order, and decides by the same rules as
 * {@link UserSessions}. When sessions were used is not known here: a session counts as used all the time until somebody
 * says that it was not, and among sessions that have to yield the oldest is the first.
 */
public final class SimulatedSessions {

    /** What becomes of a start. */
    public enum Outcome {
        STARTED,
        LIMIT_REACHED,
        TOO_MANY_STARTS
    }

    /** @param evicted how many sessions yielded to the start */
    public record Decision(Outcome outcome, int evicted) {}

    private final SecuritySettings policy;

    /** Oldest first. */
    private final Map<SessionId, SessionState> live = new LinkedHashMap<>();

    private final Map<SessionId, Instant> lastUses = new HashMap<>();

    private final RecentStarts recentStarts = new RecentStarts();

    public SimulatedSessions(SecuritySettings policy) {
        this.policy = policy;
    }

    /** A session that was started before the policy came, and counts for it. Timeouts stay as they are. */
    public void haveLive(SessionId session, Instant startedAt, Duration idleTimeout, Instant expiresAt) {
        live.put(session, new SessionState(session, startedAt, idleTimeout, expiresAt, false));
    }

    /** A start before the policy came, which counts for its limit of starts. */
    public void haveStarted(Instant startedAt) {
        recentStarts.add(startedAt);
    }

    /** @param start with the timeouts that the session would have had */
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

    /** Somebody ended it; one that is not live stays so. */
    public void end(SessionId session) {
        live.remove(session);
        lastUses.remove(session);
    }

    /** Somebody ended all sessions but one, those included that were not live but for this policy. */
    public void endAllBut(@Nullable SessionId kept) {
        live.keySet().removeIf(session -> !session.equals(kept));
        lastUses.keySet().retainAll(live.keySet());
    }

    /** It was not used any more after that moment. */
    public void unusedSince(SessionId session, Instant lastUse) {
        if (live.containsKey(session)) {
            lastUses.put(session, lastUse);
        }
    }

    private boolean isOver(SessionState session, Instant now) {
        Instant lastUse = lastUses.getOrDefault(session.sessionId(), now);
        boolean over = !session.expiry(lastUse).dueAt().isAfter(now);
        if (over) {
            lastUses.remove(session.sessionId());
        }
        return over;
    }
}
