package dev.rollcall.api.oauth;

import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.web.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers introspection requests of the usual form before Spring Security and Spring MVC handle them, which would take
 * longer than the answer. Everything else is left to {@link TokensController}, also every mistake in a request, and a
 * body that arrives late.
 */
@Component
@Order(FilterOrder.INTROSPECTION)
class IntrospectionFilter extends OncePerRequestFilter {

    private static final String PATH = TokensController.PATH + TokensController.INTROSPECT;

    private final CallerResolver callers;
    private final Introspections introspections;
    private final HandlerExceptionResolver problems;
    private final JsonMapper json;

    IntrospectionFilter(
            CallerResolver callers,
            Introspections introspections,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            JsonMapper json) {
        this.callers = callers;
        this.introspections = introspections;
        this.problems = problems;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String token = isPlain(request) ? token(request) : null;
        if (token == null) {
            chain.doFilter(request, response);
        } else {
            ServerHttpObservationFilter.findObservationContext(request)
                    .ifPresent(observed -> observed.setPathPattern(PATH));
            answer(token, request, response);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        return request.getRequestURI().equals(PATH)
                && request.getMethod().equals("POST")
                && request.getQueryString() == null
                && CallerResolver.isWithSecret(request)
                && isForm(request.getContentType())
                && isJsonAccepted(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean isJsonAccepted(@Nullable String accepted) {
        return accepted == null
                || accepted.equals(MediaType.ALL_VALUE)
                || accepted.equals(MediaType.APPLICATION_JSON_VALUE)
                || accepted.startsWith(MediaType.APPLICATION_JSON_VALUE + ",");
    }

    private static boolean isForm(@Nullable String type) {
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /** Returns the token to introspect, or null if the parameters are not as they should be. */
    private static @Nullable String token(HttpServletRequest request) {
        try {
            boolean single = request.getParameterMap().values().stream().allMatch(values -> values.length == 1);
            String token = request.getParameter("token");
            return single && StringUtils.hasText(token) ? token : null;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private void answer(String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] answer;
        try {
            // Basic credentials are those of a trusted client, or are refused.
            callers.of(request);
            answer = json.writeValueAsBytes(introspections.of(token));
        } catch (RuntimeException refused) {
            problems.resolveException(request, response, null, refused);
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
