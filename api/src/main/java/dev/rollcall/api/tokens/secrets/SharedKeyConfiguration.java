package dev.rollcall.api.tokens.secrets;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rollcall.api.tokens.TokensProperties;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Schedules the reading of keys, on every node, and the deletion of old ones, on one node at a time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SharedKeyConfiguration {

    private static final Duration READ_EVERY = Duration.ofSeconds(30);

    private static final Duration RETIRE_EVERY = Duration.ofHours(1);

    /** The keys are read at least this many times between the creation of a key and its first signature. */
    private static final int READS = 10;

    @Bean
    RecurringTask<Void> sharedKeyRetirementTask(SharedKeyGenerations generations) {
        return Tasks.recurring("shared-key-retirement", FixedDelay.of(RETIRE_EVERY))
                .execute((instance, context) -> generations.retire());
    }

    @Bean
    SchedulingConfigurer sharedKeyReads(SharedKeys keys, TokensProperties properties) {
        Duration often = properties.signingKeyPublication().dividedBy(READS);
        return tasks -> tasks.addFixedDelayTask(keys::refresh, often.compareTo(READ_EVERY) < 0 ? often : READ_EVERY);
    }
}
