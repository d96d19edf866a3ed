package dev.rollcall.api.sessions.expiry;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Schedules work that one node of the cluster does at a time; if that node fails, another one takes over. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(2);

    private static final int MISSED_HEARTBEATS = 4;

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private static final int THREADS = 3;

    @Bean
    RecurringTask<Void> sessionExpiryTask(SessionExpiry expiry) {
        return Tasks.recurring("session-expiry", FixedDelay.of(POLL_EVERY))
                .execute((instance, context) -> expiry.expireDueSessions());
    }

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(DataSource dataSource, List<RecurringTask<Void>> tasks) {
        return Scheduler.create(dataSource)
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(POLL_EVERY)
                .heartbeatInterval(HEARTBEAT_EVERY)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(STOP_WITHIN)
                .build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start(ApplicationReadyEvent ready) {
        ready.getApplicationContext().getBean(Scheduler.class).start();
    }
}
