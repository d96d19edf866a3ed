package dev.rollcall.client.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.RollcallAuthenticationConverter;
import dev.rollcall.client.checks.SessionChecks;
import dev.rollcall.client.keys.RollcallJwtDecoder;
import dev.rollcall.client.keys.RollcallTokenValidator;
import dev.rollcall.client.problems.Refusals;
import dev.rollcall.client.reactive.ProblemServerAccessDeniedHandler;
import dev.rollcall.client.reactive.ProblemServerEntryPoint;
import dev.rollcall.client.reactive.ReactiveRollcallJwtDecoder;
import dev.rollcall.client.reactive.ReactiveRollcallResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Protects a service with WebFlux. */
@AutoConfiguration(
        after = RollcallClientAutoConfiguration.class,
        before = ReactiveOAuth2ResourceServerAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(RollcallTokenValidator.class)
public class RollcallReactiveAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ReactiveJwtDecoder rollcallReactiveJwtDecoder(
            JWKSource<SecurityContext> keys, RollcallTokenValidator validator, SessionChecks checks) {
        return new ReactiveRollcallJwtDecoder(new RollcallJwtDecoder(keys, validator), checks);
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemServerEntryPoint rollcallServerEntryPoint(Refusals refusals) {
        return new ProblemServerEntryPoint(refusals);
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemServerAccessDeniedHandler rollcallServerAccessDeniedHandler() {
        return new ProblemServerAccessDeniedHandler();
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveRollcallResourceServer reactiveRollcallResourceServer(
            ReactiveJwtDecoder decoder,
            RollcallAuthenticationConverter converter,
            ProblemServerEntryPoint entryPoint,
            ProblemServerAccessDeniedHandler accessDenied) {
        return new ReactiveRollcallResourceServer(decoder, converter, entryPoint, accessDenied);
    }

    /** Protects everything in a service that defines no chain of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebFluxSecurity
    @ConditionalOnMissingBean(SecurityWebFilterChain.class)
    static class DefaultChain {

        @Bean
        SecurityWebFilterChain rollcallSecurityWebFilterChain(
                ServerHttpSecurity http, ReactiveRollcallResourceServer rollcall) {
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                    .oauth2ResourceServer(rollcall::protect)
                    .build();
        }
    }
}
