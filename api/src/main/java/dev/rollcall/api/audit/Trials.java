package dev.rollcall.api.audit;

import dev.rollcall.api.audit.WhatIfReport.AffectedUser;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All users under a policy that was not in force. */
class Trials {

    private static final int MOST = 10;

    private static final Comparator<AffectedUser> MOST_AFFECTED_FIRST = Comparator.<AffectedUser>comparingInt(
                    user -> -user.evicted() - user.refused())
            .thenComparing(user -> user.userId().value());

    private final TriedPolicy policy;
    private final Instant from;
    private final Instant to;
    private final Map<UserId, UserTrial> users = new HashMap<>();

    private int starts;
    private int recordedEvictions;

    Trials(TriedPolicy policy, Instant from, Instant to) {
        this.policy = policy;
        this.from = from;
        this.to = to;
    }

    /** Before the first event. */
    void haveLive(PastSession session) {
        if (session.startedAt().isBefore(from)) {
            of(session.userId()).haveLive(session);
        }
    }

    void replay(SessionEvent event) {
        Instant at = event.occurredAt();
        if (at.isBefore(from)) {
            if (event instanceof SessionStarted started) {
                of(started.userId()).haveStarted(started.startedAt());
            }
        } else if (at.isBefore(to)) {
            starts += event instanceof SessionStarted ? 1 : 0;
            recordedEvictions += event instanceof SessionEvicted ? 1 : 0;
            of(event.userId()).replay(event);
        }
    }

    private UserTrial of(UserId user) {
        return users.computeIfAbsent(user, first -> new UserTrial(policy));
    }

    WhatIfReport report(HistoryState history) {
        List<AffectedUser> affected = users.entrySet().stream()
                .map(user -> new AffectedUser(
                        user.getKey(),
                        user.getValue().evicted(),
                        user.getValue().refused()))
                .filter(user -> user.evicted() + user.refused() > 0)
                .sorted(MOST_AFFECTED_FIRST)
                .toList();
        return new WhatIfReport(
                from,
                to,
                history,
                starts,
                recordedEvictions,
                affected.stream().mapToInt(AffectedUser::evicted).sum(),
                affected.stream().mapToInt(AffectedUser::refused).sum(),
                affected.size(),
                affected.stream().limit(MOST).toList());
    }
}
