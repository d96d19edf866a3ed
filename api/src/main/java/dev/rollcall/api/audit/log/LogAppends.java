package dev.rollcall.api.audit.log;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.Spans;
import dev.rollcall.query.log.InconsistentLog;
import dev.rollcall.query.log.LogAppender;
import dev.rollcall.query.log.TransparencyLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Appends new events to the transparency log: every 250 ms while this node writes events, and every second otherwise,
 * so that the events of a node that died are appended too. Every node tries, but only one appends at a time.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
class LogAppends implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(LogAppends.class);

    private static final Duration EVERY = Duration.ofMillis(250);

    /** How many runs skip the database while this node knows of no new events. */
    private static final int SKIPPED_RUNS = 3;

    /** The most batches of one run, after which other tasks get the thread. */
    private static final int MAX_BATCHES = 10;

    private final LogAppender appender;
    private final TransparencyLog transparencyLog;
    private final Spans spans;
    private final AtomicBoolean woken = new AtomicBoolean(true);

    private int skippedRuns;
    private volatile boolean broken;
    private @Nullable String lastFailure;

    LogAppends(
            LogAppender appender, TransparencyLog transparencyLog, MeterRegistry meters, ObjectProvider<Spans> spans) {
        this.appender = appender;
        this.transparencyLog = transparencyLog;
        this.spans = spans.getIfAvailable(() -> Spans.NONE);
        Gauge.builder("rollcall.log.broken", this, appends -> appends.broken ? 1 : 0)
                .description("1 while nothing is appended to the transparency log, because it contradicts the events")
                .register(meters);
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::appendIfDue, EVERY);
    }

    @EventHandler
    void on(SessionEvent event) {
        CurrentUnitOfWork.get().root().afterCommit(work -> woken.set(true));
    }

    private void appendIfDue() {
        if (woken.getAndSet(false) || skippedRuns == SKIPPED_RUNS) {
            skippedRuns = 0;
            append();
        } else {
            skippedRuns++;
        }
    }

    private void append() {
        try {
            if (broken) {
                transparencyLog.headToSign();
            }
            OptionalInt appended = appendBatch();
            for (int batches = 1; batches < MAX_BATCHES && appended.orElse(0) > 0; batches++) {
                appended = appendBatch();
            }
            if (appended.isPresent()) {
                woken.set(true);
            }
            broken = false;
            lastFailure = null;
        } catch (InconsistentLog contradiction) {
            broken = true;
            failed(
                    "{}: nothing is appended or signed. Run the command 'audit check', and see"
                            + " 'When the transparency log stops' in docs/run.md",
                    contradiction);
        } catch (DataAccessException | TransactionException failure) {
            failed("Cannot append to the transparency log; it continues when the database is back: {}", failure);
        }
    }

    private OptionalInt appendBatch() {
        return spans.trace("follow transparency-log", appender::append, appended -> appended.orElse(0) > 0);
    }

    /** Logs a failure once, and another kind of failure again: after a failover, the log may turn out to be broken. */
    private void failed(String message, RuntimeException failure) {
        if (!message.equals(lastFailure)) {
            log.error(message, failure.getMessage());
            log.debug("Appending to the transparency log failed", failure);
        }
        lastFailure = message;
    }
}
