package dev.rollcall.api.audit;

import dev.rollcall.query.log.BrokenLog;
import dev.rollcall.query.log.LogAppender;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Brings the log up to date a few times a second. Every node tries; one at a time does. */
@Component
class LogAppends implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(LogAppends.class);

    private static final Duration EVERY = Duration.ofMillis(250);

    /** After so many, others have their turn on the thread. */
    private static final int BATCHES = 10;

    private final LogAppender appender;

    private boolean failing;

    LogAppends(LogAppender appender) {
        this.appender = appender;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::append, EVERY);
    }

    private void append() {
        try {
            int batches = 0;
            while (batches < BATCHES && appender.append() > 0) {
                batches++;
            }
            failing = false;
        } catch (BrokenLog broken) {
            failed("{}: nothing is appended. Run the command 'audit check'", broken);
        } catch (DataAccessException | TransactionException failure) {
            failed("The transparency log is continued when the database is back: {}", failure);
        }
    }

    /** Says so once. */
    private void failed(String what, RuntimeException failure) {
        if (!failing) {
            log.error(what, failure.getMessage());
            log.debug("The failure", failure);
        }
        failing = true;
    }
}
