package dev.rollcall.command;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which sessions yield so that a user stays within the limit. */
record SessionLimitPolicy(int maxSessions, WhenFull whenFull, LastActivity lastActivity) {

    /**
     * Returns the policy for a user's rules under the operator's hard cap. {@code whenFull} applies to the hard cap as
     * well.
     */
    static SessionLimitPolicy of(SecuritySettings rules, OperatorSettings operator, LastActivity lastActivity) {
        return new SessionLimitPolicy(operator.maxLiveSessions(rules), rules.whenFull(), lastActivity);
    }

    /**
     * Returns the sessions that end before one more may start.
     *
     * @param live oldest first
     * @throws SessionLimitReached if the new session is refused instead
     */
    List<SessionId> evictionsBeforeStart(Collection<SessionState> live) {
        int excess = excess(live.size() + 1);
        if (excess > 0 && whenFull == WhenFull.REJECT) {
            throw new SessionLimitReached(maxSessions);
        }
        return firstToYield(live, excess, null);
    }

    /**
     * Returns the sessions that end when the limit is applied to the live ones.
     *
     * @param live oldest first
     * @param keep the session that yields last; may be null
     */
    List<SessionId> evictionsNow(Collection<SessionState> live, @Nullable SessionId keep) {
        return firstToYield(live, excess(live.size()), keep);
    }

    private int excess(int wanted) {
        return maxSessions == 0 ? 0 : Math.max(0, wanted - maxSessions);
    }

    private List<SessionId> firstToYield(Collection<SessionState> live, int count, @Nullable SessionId keep) {
        if (count == 0) {
            return List.of();
        }
        return live.stream()
                .sorted(keptLast(keep).thenComparing(order(live)))
                .limit(count)
                .map(SessionState::sessionId)
                .toList();
    }

    private static Comparator<SessionState> keptLast(@Nullable SessionId keep) {
        return Comparator.comparing(session -> session.sessionId().equals(keep));
    }

    /** The sort is stable, so sessions that compare as equal stay oldest first. */
    private Comparator<SessionState> order(Collection<SessionState> live) {
        if (whenFull != WhenFull.EVICT_LEAST_RECENTLY_ACTIVE) {
            return (one, other) -> 0;
        }
        Map<SessionId, Instant> activity =
                lastActivity.of(live.stream().map(SessionState::sessionId).toList());
        return Comparator.comparing(session -> session.lastUsed(activity.get(session.sessionId())));
    }
}
