package dev.rollcall.client.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.RollcallAuthenticationConverter;
import dev.rollcall.client.checks.LiveSessionValidator;
import dev.rollcall.client.checks.SessionChecks;
import dev.rollcall.client.keys.RollcallJwtDecoder;
import dev.rollcall.client.keys.RollcallTokenValidator;
import dev.rollcall.client.problems.Refusals;
import dev.rollcall.client.servlet.ProblemAccessDeniedHandler;
import dev.rollcall.client.servlet.ProblemEntryPoint;
import dev.rollcall.client.servlet.RollcallResourceServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Protects a service with a servlet stack. */
@AutoConfiguration(
        after = RollcallClientAutoConfiguration.class,
        before = OAuth2ResourceServerAutoConfiguration.class,
        beforeName = "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(RollcallTokenValidator.class)
public class RollcallServletAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder rollcallJwtDecoder(
            JWKSource<SecurityContext> keys, RollcallTokenValidator validator, SessionChecks checks) {
        LiveSessionValidator liveSession = new LiveSessionValidator(checks);
        // In this order: sessions are checked only for tokens that are valid otherwise.
        return new RollcallJwtDecoder(keys, token -> {
            var result = validator.validate(token);
            return result.hasErrors() ? result : liveSession.validate(token);
        });
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemEntryPoint rollcallEntryPoint(Refusals refusals) {
        return new ProblemEntryPoint(refusals);
    }

    @Bean
    @ConditionalOnMissingBean
    ProblemAccessDeniedHandler rollcallAccessDeniedHandler() {
        return new ProblemAccessDeniedHandler();
    }

    @Bean
    @ConditionalOnMissingBean
    RollcallResourceServer rollcallResourceServer(
            JwtDecoder decoder,
            RollcallAuthenticationConverter converter,
            ProblemEntryPoint entryPoint,
            ProblemAccessDeniedHandler accessDenied) {
        return new RollcallResourceServer(decoder, converter, entryPoint, accessDenied);
    }

    /** Protects everything in a service that defines no chain of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnDefaultWebSecurity
    static class DefaultChain {

        @Bean
        SecurityFilterChain rollcallSecurityFilterChain(HttpSecurity http, RollcallResourceServer rollcall) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
            http.oauth2ResourceServer(rollcall::protect);
            return http.build();
        }
    }
}
