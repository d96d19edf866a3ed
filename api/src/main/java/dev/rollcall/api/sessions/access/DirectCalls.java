package dev.rollcall.api.sessions.access;

import dev.rollcall.api.web.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the calls that applications make most, if they have their usual form, before Spring Security and Spring MVC
 * handle them, which would take as long as the answer itself (ADR 0058). Everything else is left to the controllers,
 * also every mistake in a request.
 */
@Component
@Order(FilterOrder.DIRECT_CALLS)
class DirectCalls extends OncePerRequestFilter {

    private final List<DirectCall> calls;
    private final CallerResolver callers;
    private final HandlerExceptionResolver problems;
    private final JsonMapper json;

    DirectCalls(
            List<DirectCall> calls,
            CallerResolver callers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            JsonMapper json) {
        this.calls = calls;
        this.callers = callers;
        this.problems = problems;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isPlain(request) || !answer(request, response)) {
            chain.doFilter(request, response);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getQueryString() == null
                && isJsonAccepted(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean isJsonAccepted(@Nullable String accepted) {
        return accepted == null
                || accepted.equals(MediaType.ALL_VALUE)
                || accepted.equals(MediaType.APPLICATION_JSON_VALUE)
                || accepted.startsWith(MediaType.APPLICATION_JSON_VALUE + ",");
    }

    private boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (DirectCall call : calls) {
            DirectCall.Question<?> question = call.read(request, response);
            if (question != null) {
                return answer(question, request, response);
            }
        }
        return false;
    }

    private boolean answer(DirectCall.Question<?> question, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ResponseEntity<?> answer;
        byte[] body;
        try {
            Optional<Principal> caller = callers.of(request).filter(question::isFor);
            if (caller.isEmpty()) {
                return false;
            }
            answer = question.answer(caller.get());
            body = json.writeValueAsBytes(answer.getBody());
        } catch (RuntimeException refused) {
            observe(question, request);
            problems.resolveException(request, response, null, refused);
            return true;
        }
        observe(question, request);
        write(answer, body, response);
        return true;
    }

    private static void observe(DirectCall.Question<?> question, HttpServletRequest request) {
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(question.path()));
    }

    private static void write(ResponseEntity<?> answer, byte[] body, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
