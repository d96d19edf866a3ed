package dev.rollcall.api.sessions.access;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import dev.rollcall.api.web.PagePaths;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Configures who may call what. A user's paths are open to that user and to administrators. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    static final RequestMatcher USER_PATHS = pathPattern("/users/{userId}/**");

    static final RequestMatcher CLIENT_PATHS =
            new OrRequestMatcher(pathPattern("/oauth2/**"), pathPattern(PagePaths.ENDINGS));

    private static final RequestMatcher ADMINISTRATION = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/users"),
            pathPattern(HttpMethod.DELETE, "/users/{userId}"),
            pathPattern(HttpMethod.PUT, "/users/{userId}/status"),
            pathPattern(HttpMethod.POST, "/users/{userId}/password-reset"),
            pathPattern(HttpMethod.POST, "/users/{userId}/password-reset-mail"),
            pathPattern(HttpMethod.PUT, "/users/{userId}/email"),
            pathPattern("/admin/**"),
            pathPattern("/actuator/**"));

    /** These paths need no credentials, and ignore any that are sent. */
    private static final RequestMatcher OPEN = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/auth/login"),
            pathPattern(HttpMethod.POST, "/auth/refresh-token"),
            pathPattern("/oauth2/backchannel-logout"),
            pathPattern(HttpMethod.POST, "/auth/password-reset"),
            pathPattern(HttpMethod.POST, "/auth/password-reset-mail"),
            pathPattern(HttpMethod.GET, "/.well-known/**"),
            pathPattern("/audit/key"),
            pathPattern(HttpMethod.GET, "/v3/api-docs/**"),
            pathPattern(HttpMethod.GET, "/v3/api-docs.yaml"),
            pathPattern(HttpMethod.GET, "/swagger-ui.html"),
            pathPattern(HttpMethod.GET, "/swagger-ui/**"),
            pathPattern(HttpMethod.GET, "/actuator/health/**"),
            pathPattern(HttpMethod.GET, "/actuator/prometheus"),
            // These exist only with springdoc.use-management-port.
            pathPattern(HttpMethod.GET, "/actuator/openapi/**"),
            pathPattern(HttpMethod.GET, "/actuator/swagger-ui/**"));

    private final HandlerExceptionResolver problems;

    SecurityConfiguration(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /** Keeps Spring Security away from {@code /authorize}, which resolves the caller itself. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain withoutFilters() {
        return new DefaultSecurityFilterChain(pathPattern("/authorize/**"));
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http, CallerResolver callers) throws Exception {
        AuthenticationFilter authentication = new AuthenticationFilter(callers, OPEN, problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(authentication, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/users/{userId}/sessions")
                        .access(AccessRule.OWNER_WITHOUT_SESSION_OR_TRUSTED_CLIENT)
                        .requestMatchers(HttpMethod.POST, "/auth/bootstrap-session", "/logout")
                        .access(AccessRule.VALID_TOKEN)
                        .requestMatchers(ADMINISTRATION)
                        .access(AccessRule.ADMINISTRATOR)
                        .requestMatchers(USER_PATHS)
                        .access(AccessRule.OWNER_OR_ADMINISTRATOR)
                        .requestMatchers(CLIENT_PATHS)
                        .access(AccessRule.TRUSTED_CLIENT)
                        .requestMatchers("/audit/**")
                        .access(AccessRule.AUDITOR)
                        .requestMatchers("/auth/**", "/logout")
                        .access(AccessRule.SESSION)
                        .anyRequest()
                        .access(AccessRule.SESSION_OR_TRUSTED_CLIENT))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint((request, response, unauthenticated) ->
                                problems.resolveException(request, response, null, AccessProblems.ofNobody(request)))
                        .accessDeniedHandler((request, response, denied) ->
                                problems.resolveException(request, response, null, AccessProblems.ofCaller(request))))
                .build();
    }
}
