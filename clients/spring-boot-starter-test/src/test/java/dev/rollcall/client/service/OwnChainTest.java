package dev.rollcall.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.client.reactive.ReactiveRollcallResourceServer;
import dev.rollcall.client.service.Requests.Answer;
import dev.rollcall.client.servlet.RollcallResourceServer;
import dev.rollcall.client.test.fake.FakeRollcall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** An application with rules of its own needs one line. */
class OwnChainTest {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.SERVLET)
    static class Servlet {

        @Bean
        SecurityFilterChain chain(HttpSecurity http, RollcallResourceServer rollcall) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/admin")
                            .hasRole("ADMIN")
                            .anyRequest()
                            .permitAll())
                    .oauth2ResourceServer(rollcall::protect)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.REACTIVE)
    static class Reactive {

        @Bean
        SecurityWebFilterChain chain(ServerHttpSecurity http, ReactiveRollcallResourceServer rollcall) {
            return http.authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/admin")
                            .hasRole("ADMIN")
                            .anyExchange()
                            .permitAll())
                    .oauth2ResourceServer(rollcall::protect)
                    .build();
        }
    }

    /** Spring Security's own way, without anything of the starter: no problem bodies, but the same decisions. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.SERVLET)
    static class Stock {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void decidesByRole(WebApplicationType stack) {
        Class<?> chain = stack == WebApplicationType.SERVLET ? Servlet.class : Reactive.class;
        try (FakeRollcall rollcall = FakeRollcall.start();
                ConfigurableApplicationContext service = ServiceUnderTest.start(stack, rollcall.settings(), chain)) {
            Requests requests = new Requests(service);

            assertThat(requests.get("/admin", rollcall.token(rollcall.signIn("root", "ADMIN")))
                            .status())
                    .isEqualTo(200);
            Answer refused = requests.get("/admin", rollcall.token(rollcall.signIn("june")));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("FORBIDDEN");
            assertThat(requests.get("/admin", null).code()).isEqualTo("TOKEN_REQUIRED");
        }
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "SERVLET")
    void aStockChainRefusesTheSame(WebApplicationType stack) {
        try (FakeRollcall rollcall = FakeRollcall.start();
                ConfigurableApplicationContext service =
                        ServiceUnderTest.start(stack, rollcall.settings(), Stock.class)) {
            Requests requests = new Requests(service);
            String token = rollcall.token(rollcall.signIn("june"));

            rollcall.faults().silenceStreams();
            rollcall.faults().answerIntrospectionsWith("rubbish");
            rollcall.faults().cutStreams();
            await().until(() -> requests.get("/admin", token).status() == 503);

            rollcall.faults().answerIntrospectionsWith("{\"active\":false}");
            assertThat(requests.get("/admin", token).status()).isEqualTo(401);
        }
    }
}
