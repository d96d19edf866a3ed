package dev.rollcall.eventstore.following;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.ProcessingGroups;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Wakes the processor of the session history and other followers after events are committed, on this node or on those
 * that run them. It does so a few milliseconds later, once for all events committed meanwhile, and at most ten times a second,
 * so that the events of a busy node are processed in batches.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
public class EventNotifier implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EventNotifier.class);

    private static final long DELAY_MILLIS = 20;

    /** The rest after a notification. So a busy node notifies at most ten times a second, and batches are large. */
    private static final long REST_MILLIS = 100;

    private final StoredEvents events;
    private final EventFollowers followers;
    private final JdbcTemplate jdbc;
    private final ObjectProvider<EventProcessingConfiguration> processors;
    private final ScheduledExecutorService sender =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("event-notifier-"));

    /** Whether there are events that nobody was notified of. */
    private final AtomicBoolean pending = new AtomicBoolean();

    /** Used by the thread of the sender only. */
    private boolean resting;

    EventNotifier(
            StoredEvents events,
            EventFollowers followers,
            JdbcTemplate jdbc,
            ObjectProvider<EventProcessingConfiguration> processors) {
        this.events = events;
        this.followers = followers;
        this.jdbc = jdbc;
        this.processors = processors;
    }

    @EventHandler
    void on(SessionEvent event) {
        CurrentUnitOfWork.get().root().afterCommit(work -> scheduleNotification());
    }

    /** Called after an event was committed that no aggregate applied. */
    public void committed() {
        scheduleNotification();
    }

    private void scheduleNotification() {
        if (pending.compareAndSet(false, true)) {
            schedule(this::sendUnlessResting, DELAY_MILLIS);
        }
    }

    private void schedule(Runnable task, long delayMillis) {
        try {
            sender.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("Cannot notify the processor while stopping; it polls instead", stopping);
        }
    }

    private void sendUnlessResting() {
        if (!resting && pending.get()) {
            send();
            resting = true;
            schedule(this::endRest, REST_MILLIS);
        }
    }

    private void endRest() {
        resting = false;
        sendUnlessResting();
    }

    private void send() {
        pending.set(false);
        try {
            if (isProcessedHere() && followers.areAllHere()) {
                events.wakeReaders();
            } else {
                Notification.send(jdbc, EventNotificationListener.CHANNEL, "");
            }
        } catch (DataAccessException failure) {
            log.debug("Cannot notify the processor; it polls instead", failure);
        }
    }

    private boolean isProcessedHere() {
        return processors
                .getObject()
                .eventProcessor(ProcessingGroups.SESSION_HISTORY)
                .map(EventProcessor.class::cast)
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .filter(processor -> !processor.processingStatus().isEmpty())
                .isPresent();
    }

    @Override
    public void destroy() {
        sender.shutdown();
    }
}
