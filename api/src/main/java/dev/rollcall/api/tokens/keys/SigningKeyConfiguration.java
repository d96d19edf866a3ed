package dev.rollcall.api.tokens.keys;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rollcall.api.tokens.SignatureProvider;
import dev.rollcall.api.tokens.TokensProperties;
import java.security.Provider;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Schedules the rotation of signing keys, on one node at a time, and the reading of keys, on every node. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SigningKeyConfiguration {

    private static final Duration READ_EVERY = Duration.ofSeconds(30);

    private static final Duration CHECK_AGE_EVERY = Duration.ofMinutes(1);

    /** The keys are read at least this many times between the publication of a key and its first signature. */
    private static final int READS = 10;

    @Bean
    Provider signatureProvider() {
        return SignatureProvider.best();
    }

    @Bean
    RecurringTask<Void> signingKeyRotationTask(SigningKeys keys, TokensProperties properties) {
        Duration every = shorter(CHECK_AGE_EVERY, properties.signingKeyPublication());
        return Tasks.recurring("signing-key-rotation", FixedDelay.of(every))
                .execute((instance, context) -> keys.rotateByAge());
    }

    @Bean
    SchedulingConfigurer signingKeyReads(SigningKeys keys, TokensProperties properties) {
        Duration every = shorter(READ_EVERY, properties.signingKeyPublication().dividedBy(READS));
        return tasks -> tasks.addFixedDelayTask(keys::refresh, every);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
