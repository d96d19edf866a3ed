package dev.rollcall.api.operations.metrics;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.web.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Counts refused requests by endpoint and reason. Every refusal is answered as a problem, so they are all counted here.
 * They are logged at debug level only, because gateways cause many of them.
 */
@ControllerAdvice
class ProblemMetrics implements ResponseBodyAdvice<Object> {

    private static final Logger log = LoggerFactory.getLogger(ProblemMetrics.class);

    private static final Set<HttpStatus> STATUSES = EnumSet.of(
            HttpStatus.UNAUTHORIZED,
            HttpStatus.FORBIDDEN,
            HttpStatus.CONFLICT,
            HttpStatus.TOO_MANY_REQUESTS,
            HttpStatus.SERVICE_UNAVAILABLE);

    private final Map<Refusal, Counter> counters = new ConcurrentHashMap<>();
    private final Endpoints endpoints;
    private final MeterRegistry meters;

    private record Refusal(String endpoint, String method, ProblemCode reason) {}

    ProblemMetrics(Endpoints endpoints, MeterRegistry meters) {
        this.endpoints = endpoints;
        this.meters = meters;
        Stream.of(ProblemCode.values())
                .filter(code -> STATUSES.contains(code.status()))
                .forEach(code -> counters.put(anywhere(code), counter(anywhere(code))));
    }

    /** Counters exist from the start, so that the sum for each reason has a value before the first refusal. */
    private static Refusal anywhere(ProblemCode code) {
        return new Refusal(Endpoints.UNKNOWN, Endpoints.UNKNOWN, code);
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return returned.hasMethodAnnotation(ExceptionHandler.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof ProblemDetail problem
                && problem.getProperties() != null
                && problem.getProperties().get("code") instanceof ProblemCode code
                && STATUSES.contains(code.status())) {
            count(
                    ((ServletServerHttpRequest) request).getServletRequest(),
                    code,
                    problem.getProperties().get("sessionId"));
        }
        return body;
    }

    private void count(HttpServletRequest request, ProblemCode code, @Nullable Object endedSession) {
        Refusal refusal = new Refusal(endpoints.patternOf(request), endpoints.methodOf(request), code);
        counters.computeIfAbsent(refusal, this::counter).increment();
        if (log.isDebugEnabled()) {
            log(refusal, endedSession);
        }
    }

    private Counter counter(Refusal refusal) {
        return Counter.builder("rollcall.refusals")
                .description("Requests that were refused, by endpoint and reason")
                .tag("endpoint", refusal.endpoint())
                .tag("method", refusal.method())
                .tag("reason", refusal.reason().name())
                .register(meters);
    }

    private static void log(Refusal refusal, @Nullable Object endedSession) {
        LoggingEventBuilder line = log.atDebug()
                .addKeyValue("endpoint", refusal.endpoint())
                .addKeyValue("method", refusal.method())
                .addKeyValue("reason", refusal.reason());
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.getPrincipal() instanceof TokenHolder holder) {
            line = line.addKeyValue("userId", holder.userId());
        }
        if (caller != null && caller.getPrincipal() instanceof Caller inSession) {
            line = line.addKeyValue("sessionId", inSession.sessionId());
        }
        (endedSession == null ? line : line.addKeyValue("sessionId", endedSession)).log("Request refused");
    }
}
