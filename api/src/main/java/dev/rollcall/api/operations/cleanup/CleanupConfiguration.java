package dev.rollcall.api.operations.cleanup;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.rollcall.command.ListedSessions;
import dev.rollcall.query.livesessions.SessionLists;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Schedules the clean-up, and tells it which sessions are listed. */
@Configuration(proxyBeanMethods = false)
class CleanupConfiguration {

    private static final Logger log = LoggerFactory.getLogger(CleanupConfiguration.class);

    @Bean
    ListedSessions listedSessions(SessionLists lists) {
        return lists::listed;
    }

    @Bean
    RecurringTask<Void> cleanupTask(Cleanup cleanup, CleanupProperties properties) {
        return Tasks.recurring("sweep", new WithPauseFirst(properties.interval()))
                .execute((instance, context) -> {
                    if (cleanup.run(false).isEmpty()) {
                        log.info("Another clean-up is under way; this one is skipped");
                    }
                });
    }

    /** A fixed delay between runs, and before the first one. */
    private record WithPauseFirst(Duration pause) implements Schedule {

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return now.plus(pause);
        }

        @Override
        public Instant getNextExecutionTime(ExecutionComplete complete) {
            return FixedDelay.of(pause).getNextExecutionTime(complete);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
