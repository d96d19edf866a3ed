package dev.rollcall.client.autoconfigure;

import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells in health whether this service can rely on what it knows of ended sessions. */
@AutoConfiguration(after = RollcallClientAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(EndingsFollower.class)
@ConditionalOnProperty(prefix = "rollcall.client", name = "follow-endings", matchIfMissing = true)
@ConditionalOnEnabledHealthIndicator("rollcall")
public class RollcallHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rollcallHealthIndicator")
    HealthIndicator rollcallHealthIndicator(Endings endings, EndingsFollower follower) {
        return new RollcallHealth(endings, follower);
    }
}
