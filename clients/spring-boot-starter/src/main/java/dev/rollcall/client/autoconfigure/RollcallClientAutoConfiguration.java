package dev.rollcall.client.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.RollcallAuthenticationConverter;
import dev.rollcall.client.checks.SessionChecks;
import dev.rollcall.client.endings.Clocks;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import dev.rollcall.client.http.RollcallServer;
import dev.rollcall.client.introspection.Introspections;
import dev.rollcall.client.keys.RollcallKeys;
import dev.rollcall.client.keys.RollcallTokenValidator;
import dev.rollcall.client.problems.Refusals;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What both web stacks share: the connection to Rollcall, and what is known of its sessions. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "rollcall.client", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(RollcallClientProperties.class)
public class RollcallClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RollcallServer rollcallServer(RollcallClientProperties properties) {
        properties.requiredIssuer();
        return new RollcallServer(
                properties.reachedAt(),
                new RollcallServer.Credentials(properties.requiredClientId(), properties.requiredClientSecret()),
                properties.connectTimeout());
    }

    @Bean
    @ConditionalOnMissingBean
    Endings rollcallEndings(RollcallClientProperties properties) {
        return new Endings(properties.mostRemembered(), properties.maxStaleness(), Clocks.system());
    }

    @Bean
    @ConditionalOnMissingBean
    EndingsFollower rollcallEndingsFollower(
            RollcallServer server, Endings endings, RollcallClientProperties properties) {
        return new EndingsFollower(
                server, endings, Clocks.system(), RandomGenerator.getDefault(), properties.followEndings());
    }

    @Bean
    @ConditionalOnMissingBean
    Introspections rollcallIntrospections(RollcallServer server, RollcallClientProperties properties) {
        return new Introspections(
                server, properties.mostIntrospections(), properties.requestTimeout(), System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean
    SessionChecks rollcallSessionChecks(Endings endings, Introspections introspections) {
        return new SessionChecks(endings, introspections);
    }

    @Bean
    @ConditionalOnMissingBean(JWKSource.class)
    JWKSource<SecurityContext> rollcallKeys(RollcallServer server, RollcallClientProperties properties) {
        return new RollcallKeys(server, properties.requestTimeout(), System::nanoTime);
    }

    @Bean
    @ConditionalOnMissingBean
    RollcallTokenValidator rollcallTokenValidator(RollcallClientProperties properties) {
        return new RollcallTokenValidator(properties.requiredIssuer(), properties.audience(), properties.clockSkew());
    }

    @Bean
    @ConditionalOnMissingBean
    RollcallAuthenticationConverter rollcallAuthenticationConverter(RollcallClientProperties properties) {
        return new RollcallAuthenticationConverter(properties.rolePrefix());
    }

    @Bean
    @ConditionalOnMissingBean
    Refusals rollcallRefusals() {
        return new Refusals();
    }
}
