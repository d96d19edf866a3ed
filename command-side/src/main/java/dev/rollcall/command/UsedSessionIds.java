package dev.rollcall.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.event.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Prevents an ended session's id from starting another session, without remembering every id forever. An id can start
 * a session only within {@link #USABLE_FOR} after it was made. It is remembered for twice as long, which allows for
 * clock skew.
 */
final class UsedSessionIds {

    static final Duration USABLE_FOR = Duration.ofMinutes(10);

    @JsonValue
    private final NavigableSet<SessionId> ended;

    UsedSessionIds() {
        this(List.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private UsedSessionIds(List<SessionId> ended) {
        this.ended = new TreeSet<>(ended);
    }

    void addAll(Collection<SessionId> sessionIds, Instant endedAt) {
        ended.addAll(sessionIds);
        Instant horizon = endedAt.minus(USABLE_FOR.multipliedBy(2));
        while (!ended.isEmpty() && ended.first().madeAt().isBefore(horizon)) {
            ended.pollFirst();
        }
    }

    /** @throws SessionIdUsed if the id was used before, or is too old to tell */
    void requireUnused(SessionId sessionId, Instant now) {
        boolean fresh = !sessionId.madeAt().plus(USABLE_FOR).isBefore(now);
        if (!fresh || ended.contains(sessionId)) {
            throw new SessionIdUsed(sessionId);
        }
    }
}
