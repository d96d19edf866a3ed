package dev.rollcall.api.operations.metrics;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.ProcessingGroups;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** Counts and logs the starts and ends of sessions on the node that wrote the event, once it is committed. */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
@DisallowReplay
class SessionEventMetrics {

    private static final Logger log = LoggerFactory.getLogger(SessionEventMetrics.class);

    private final Counter bootstraps;
    private final MeterProvider<Counter> ended;

    SessionEventMetrics(MeterRegistry meters) {
        bootstraps = Counter.builder("rollcall.session.bootstraps")
                .description("Sessions started by users without a live session")
                .register(meters);
        ended = Counter.builder("rollcall.sessions.ended")
                .description("Sessions that ended, by reason")
                .withRegistry(meters);
        Arrays.stream(EndReason.values()).forEach(this::ended);
    }

    /** All counters exist from the start, so that the first end shows as an increase. */
    private Counter ended(EndReason reason) {
        return ended.withTag("reason", reason.name());
    }

    @EventHandler
    void on(SessionStarted event) {
        afterCommit(() -> {
            if (event.bootstrap()) {
                bootstraps.increment();
            }
            line(event, event.sessionId(), event.initiator())
                    .addKeyValue("bootstrap", event.bootstrap())
                    .log("Session started");
        });
    }

    @EventHandler
    void on(SessionEnding event) {
        afterCommit(() -> event.endedSessions().forEach(session -> {
            ended(event.reason()).increment();
            line(event, session, event.initiator())
                    .addKeyValue("reason", event.reason())
                    .log("Session ended");
        }));
    }

    private static LoggingEventBuilder line(SessionEvent event, SessionId sessionId, Initiator initiator) {
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("userId", event.userId())
                .addKeyValue("sessionId", sessionId)
                .addKeyValue("initiator", initiator.kind());
        return initiator.actorId() == null ? line : line.addKeyValue("actorId", initiator.actorId());
    }

    private static void afterCommit(Runnable action) {
        CurrentUnitOfWork.get().root().afterCommit(work -> action.run());
    }
}
