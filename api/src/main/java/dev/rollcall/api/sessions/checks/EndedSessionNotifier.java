package dev.rollcall.api.sessions.checks;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.following.Notification;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * When the end of sessions is committed, removes them from the cache of this node before the caller gets its answer,
 * and notifies the other nodes. One thread sends the notifications, outside the transaction, each for many ended
 * sessions: a notification within the transaction would make commits wait for each other.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
class EndedSessionNotifier implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EndedSessionNotifier.class);

    /** A busy node commits more often. Each notification makes every other node read the feed. */
    private static final Duration REST = Duration.ofMillis(5);

    private final KnownSessions known;
    private final NodeId node;
    private final JdbcTemplate jdbc;
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("ended-session-notifier-"));
    private final AtomicBoolean pending = new AtomicBoolean();

    EndedSessionNotifier(KnownSessions known, NodeId node, JdbcTemplate jdbc) {
        this.known = known;
        this.node = node;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(SessionEnding event) {
        CurrentUnitOfWork.get().root().afterCommit(work -> {
            known.end(event.endedSessions());
            notifyOthers();
        });
    }

    private void notifyOthers() {
        if (pending.compareAndSet(false, true)) {
            try {
                sender.execute(this::send);
            } catch (RejectedExecutionException stopping) {
                log.debug("Did not notify the other nodes while stopping; they read the feed anyway", stopping);
            }
        }
    }

    private void send() {
        pending.set(false);
        try {
            Notification.send(jdbc, EndedSessionChannel.NAME, node.value());
        } catch (DataAccessException failure) {
            log.debug("Cannot notify the other nodes; they read the feed anyway", failure);
        }
        LockSupport.parkNanos(REST.toNanos());
    }

    @Override
    public void destroy() {
        sender.shutdown();
    }
}
