package dev.rollcall.api.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import dev.rollcall.api.checks.SessionChecks;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who may call what. The paths of a user are open to that user and to administrators. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final RequestMatcher USER_PATHS = pathPattern("/users/{userId}/**");

    private static final RequestMatcher ADMINISTRATION = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/users"),
            pathPattern(HttpMethod.DELETE, "/users/{userId}"),
            pathPattern(HttpMethod.PUT, "/users/{userId}/status"));

    /** Nobody needs to be known here, and who is known is not looked at. */
    private static final RequestMatcher OPEN = new OrRequestMatcher(
            pathPattern(HttpMethod.POST, "/auth/login"),
            pathPattern(HttpMethod.POST, "/auth/refresh-token"),
            pathPattern(HttpMethod.GET, "/.well-known/**"),
            pathPattern(HttpMethod.GET, "/v3/api-docs/**"),
            pathPattern(HttpMethod.GET, "/v3/api-docs.yaml"),
            pathPattern(HttpMethod.GET, "/swagger-ui.html"),
            pathPattern(HttpMethod.GET, "/swagger-ui/**"),
            pathPattern(HttpMethod.GET, "/actuator/health/**"),
            pathPattern(HttpMethod.GET, "/actuator/prometheus"));

    private final HandlerExceptionResolver problems;

    SecurityConfiguration(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http, VerifiedTokens tokens, SessionChecks checks, TrustedClients clients)
            throws Exception {
        AuthenticationFilter authentication = new AuthenticationFilter(tokens, checks, clients, OPEN, problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(authentication, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/users/{userId}/sessions")
                        .access(Access.OWNER_OR_TRUSTED_CLIENT)
                        .requestMatchers(ADMINISTRATION)
                        .access(Access.ADMINISTRATOR)
                        .requestMatchers(USER_PATHS)
                        .access(Access.OWNER_OR_ADMINISTRATOR)
                        .requestMatchers("/auth/**", "/logout")
                        .access(Access.SESSION)
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, nobody) -> problems.resolveException(
                                        request,
                                        response,
                                        null,
                                        new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token.")))
                        .accessDeniedHandler((request, response, denied) -> problems.resolveException(
                                request,
                                response,
                                null,
                                USER_PATHS.matches(request) && !Access.isOwner(request, USER_PATHS)
                                        ? new Problem(ProblemCode.USER_MISMATCH, "Use the path of your own user id.")
                                        : new Problem(ProblemCode.FORBIDDEN, "Your role does not allow it."))))
                .build();
    }
}
