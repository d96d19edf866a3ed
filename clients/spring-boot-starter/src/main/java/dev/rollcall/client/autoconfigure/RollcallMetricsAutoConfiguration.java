package dev.rollcall.client.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import dev.rollcall.client.introspection.Introspections;
import dev.rollcall.client.problems.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters, if the service has Micrometer. */
@AutoConfiguration(after = RollcallClientAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean(EndingsFollower.class)
public class RollcallMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rollcallMeters")
    MeterBinder rollcallMeters(
            Endings endings,
            EndingsFollower follower,
            Introspections introspections,
            Refusals refusals,
            ObjectProvider<JWKSource<?>> keys) {
        return new RollcallMeters(endings, follower, introspections, refusals, keys.getIfUnique());
    }
}
