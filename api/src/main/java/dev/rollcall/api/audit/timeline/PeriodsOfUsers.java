package dev.rollcall.api.audit.timeline;

import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.standby.StandbyReads;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the sessions that a user had in a period: those that were live when it began, and those that started in it. */
@Component
public class PeriodsOfUsers {

    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;
    private final StandbyReads standby;

    PeriodsOfUsers(SessionHistory sessions, HistoryCatchUp catchUp, StandbyReads standby) {
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.standby = standby;
    }

    /**
     * @param to exclusive, not in the future
     * @param limit the number of starts that are read, and of sessions that were live before them. If more sessions
     *     started, the period begins with the oldest start that is read.
     */
    public SessionsInPeriod find(UserId user, Instant from, Instant to, int limit) {
        return standby.read(askedAt -> find(user, from, to, limit, catchUp.await(askedAt)));
    }

    private SessionsInPeriod find(UserId user, Instant from, Instant to, int limit, HistoryFreshness history) {
        List<PastSession> oneMore = sessions.started(user, from, to, limit + 1);
        boolean more = oneMore.size() > limit;
        List<PastSession> found = new ArrayList<>(more ? oneMore.subList(0, limit) : oneMore);
        Instant start = more ? found.get(limit - 1).startedAt() : from;
        Set<SessionId> started = found.stream().map(PastSession::sessionId).collect(Collectors.toSet());
        List<PastSession> before = sessions.liveAt(start, user, null, 2 * limit + 1).stream()
                .filter(session -> !started.contains(session.sessionId()))
                .toList();
        boolean complete = before.size() <= limit;
        found.addAll(complete ? before : before.subList(0, limit));
        return new SessionsInPeriod(start, to, history, List.copyOf(found), more, complete);
    }
}
