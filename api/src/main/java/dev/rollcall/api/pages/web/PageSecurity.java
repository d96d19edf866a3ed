package dev.rollcall.api.pages.web;

import dev.rollcall.api.sessions.access.AccessRule;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.SessionCookie;
import dev.rollcall.api.web.PagePaths;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.UriUtils;

/** Decides who may see which page. Pages authenticate people by their cookie only. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private static final String LOGIN = "/login";

    private final HandlerExceptionResolver problems;

    PageSecurity(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /**
     * Authentication comes before the CSRF check, so that the page about a refused form still shows who is signed in.
     * Session management is off, because it would replace the CSRF token with every request of a signed-in person, so
     * that the token of the form would no longer match.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain pages(HttpSecurity http, SessionCookie cookie, SessionChecks checks) throws Exception {
        return http.securityMatcher(PagePaths.ALL)
                .csrf(forms -> forms.csrfTokenRepository(new CsrfCookie()))
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(
                        person -> person.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterBefore(new CookieAuthentication(cookie, checks, problems), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(PagePaths.STATIC, PagePaths.LOGIN)
                        .permitAll()
                        .requestMatchers(PagePaths.AUDITORS)
                        .access(AccessRule.AUDITOR)
                        .requestMatchers(PagePaths.ADMINISTRATORS)
                        .access(AccessRule.ADMINISTRATOR)
                        .anyRequest()
                        .access(AccessRule.SESSION))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, nobody) -> redirectToLogin(request, response))
                        .accessDeniedHandler((request, response, denied) ->
                                problems.resolveException(request, response, null, denied)))
                .build();
    }

    /** Redirects browsers to the login page. Scripts get 401, and htmx also where to redirect the browser to. */
    private static void redirectToLogin(HttpServletRequest request, HttpServletResponse response) {
        boolean htmx = request.getHeader("HX-Request") != null;
        if (htmx || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT))) {
            response.setHeader("HX-Redirect", LOGIN);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        response.setHeader(HttpHeaders.LOCATION, loginFor(request));
        response.setStatus(HttpStatus.SEE_OTHER.value());
    }

    private static String loginFor(HttpServletRequest request) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        String back = ReturnPath.of(asked);
        return request.getMethod().equals("GET") && back.equals(asked) && !back.equals(PagePaths.HOME)
                ? LOGIN + "?to=" + UriUtils.encode(back, StandardCharsets.UTF_8)
                : LOGIN;
    }
}
