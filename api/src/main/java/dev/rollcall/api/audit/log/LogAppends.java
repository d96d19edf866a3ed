package dev.rollcall.api.audit.log;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.log.BrokenLog;
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
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings the log up to date, a few times a second while events are written here, and every second in any case: those of
 * a node that died are somebody's too. Every node tries; one at a time does.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
class LogAppends implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(LogAppends.class);

    private static final Duration EVERY = Duration.ofMillis(250);

    /** So many times the database is not asked, unless it is known here that there is something. */
    private static final int IDLE_TIMES = 3;

    /** After so many, others have their turn on the thread. */
    private static final int BATCHES = 10;

    private final LogAppender appender;
    private final TransparencyLog transparencyLog;
    private final AtomicBoolean woken = new AtomicBoolean(true);

    private int idleTimes;
    private volatile boolean broken;
    private @Nullable String said;

    LogAppends(LogAppender appender, TransparencyLog transparencyLog, MeterRegistry meters) {
        this.appender = appender;
        this.transparencyLog = transparencyLog;
        Gauge.builder("rollcall.log.broken", this, appends -> appends.broken ? 1 : 0)
                .description("1 while nothing is added to the transparency log, because it is not that of the events")
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
        if (woken.getAndSet(false) || idleTimes == IDLE_TIMES) {
            idleTimes = 0;
            append();
        } else {
            idleTimes++;
        }
    }

    private void append() {
        try {
            if (broken) {
                transparencyLog.headToSign();
            }
            OptionalInt appended = appender.append();
            for (int batches = 1; batches < BATCHES && appended.orElse(0) > 0; batches++) {
                appended = appender.append();
            }
            if (appended.isPresent()) {
                woken.set(true);
            }
            broken = false;
            said = null;
        } catch (BrokenLog contradiction) {
            broken = true;
            failed(
                    "{}: nothing is appended and signed. Run the command 'audit check', and see"
                            + " 'When the transparency log stops' in docs/run.md",
                    contradiction);
        } catch (DataAccessException | TransactionException failure) {
            failed("The transparency log is continued when the database is back: {}", failure);
        }
    }

    /** Says so once, and something else once too: after a fail-over, the log may turn out to be broken. */
    private void failed(String what, RuntimeException failure) {
        if (!what.equals(said)) {
            log.error(what, failure.getMessage());
            log.debug("The failure", failure);
        }
        said = what;
    }
}
