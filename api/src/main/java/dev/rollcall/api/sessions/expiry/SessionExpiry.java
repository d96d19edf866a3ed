package dev.rollcall.api.sessions.expiry;

import dev.rollcall.command.ExpireSessions;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.SessionDeadlines;
import dev.rollcall.query.livesessions.SessionDeadlines.DueSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What happens when the deadline {@code session-expiry} has come: sessions that were used since get a later one, the
 * others are recorded as expired. Whether they are is the aggregate's decision.
 */
@Component
class SessionExpiry {

    private static final Logger log = LoggerFactory.getLogger(SessionExpiry.class);

    private static final int BATCH = 500;

    private final SessionDeadlines deadlines;
    private final CommandGateway commands;
    private final Clock clock;

    SessionExpiry(SessionDeadlines deadlines, CommandGateway commands, Clock clock) {
        this.deadlines = deadlines;
        this.commands = commands;
        this.clock = clock;
    }

    /** A user whose sessions cannot be expired now holds nobody else up, and is tried again the next time. */
    void expireDueSessions() {
        Instant now = clock.instant();
        List<DueSession> due = deadlines.due(now, null, BATCH);
        while (!due.isEmpty()) {
            Set<UserId> users = due.stream().map(DueSession::userId).collect(Collectors.toSet());
            deadlines.postponeWhereActive(now, users).forEach(this::expire);
            due = deadlines.due(now, due.get(due.size() - 1), BATCH);
        }
    }

    private void expire(UserId user) {
        try {
            commands.sendAndWait(new ExpireSessions(user));
        } catch (RuntimeException failure) {
            log.warn("The due sessions of one user were not expired and will be tried again", failure);
        }
    }
}
