package dev.rollcall.api.sessions.expiry;

import dev.rollcall.command.ExpireSessions;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.SessionDeadlines;
import dev.rollcall.query.livesessions.SessionDeadlines.DueSession;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Handles the sessions whose deadline has come, in the task {@code session-expiry}. A session that was used since its
 * deadline was set gets a later one. For the others, the aggregate decides whether they have expired, and records it.
 */
@Component
class SessionExpiry implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SessionExpiry.class);

    private static final int BATCH = 500;

    /** Users whose commands share commits. Each may take a connection that requests cannot use. */
    private static final int AT_ONCE = 8;

    private final SessionDeadlines deadlines;
    private final CommandGateway commands;
    private final Clock clock;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, new CustomizableThreadFactory("session-expiry-"));

    SessionExpiry(SessionDeadlines deadlines, CommandGateway commands, Clock clock) {
        this.deadlines = deadlines;
        this.commands = commands;
        this.clock = clock;
    }

    /** A failure for one user does not hold up the others; that user is tried again at the next run. */
    void expireDueSessions() {
        Instant now = clock.instant();
        List<DueSession> due = deadlines.due(now, null, BATCH);
        while (!due.isEmpty()) {
            Set<UserId> users = due.stream().map(DueSession::userId).collect(Collectors.toSet());
            expire(deadlines.postponeWhereActive(now, users));
            due = deadlines.due(now, due.get(due.size() - 1), BATCH);
        }
    }

    private void expire(List<UserId> users) {
        CompletableFuture<?>[] running = users.stream()
                .map(user -> CompletableFuture.runAsync(() -> expire(user), threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();
    }

    private void expire(UserId user) {
        try {
            commands.sendAndWait(new ExpireSessions(user));
        } catch (RuntimeException failure) {
            log.warn("Cannot expire the due sessions of one user; trying again at the next run", failure);
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
