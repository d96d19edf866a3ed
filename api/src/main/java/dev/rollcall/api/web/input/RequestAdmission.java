package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Keeps threads free for checks by limiting the number of other requests at a time. Those may have to wait: for a
 * password check, for earlier commands of the same user, or for the database. Above the limit, a request gets 503 at
 * once.
 */
class RequestAdmission extends OncePerRequestFilter {

    /** The paths of session checks by other services, and of health checks and metrics. */
    private static final List<String> CHECKS = List.of("/authorize", "/oauth2/introspect", "/actuator");

    private final AdmissionLimit limit;
    private final HandlerExceptionResolver problems;

    RequestAdmission(AdmissionLimit limit, HandlerExceptionResolver problems) {
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return CHECKS.stream().anyMatch(check -> path.equals(check) || path.startsWith(check + "/"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (limit.tryAcquire()) {
            try {
                chain.doFilter(request, response);
            } finally {
                limit.release();
            }
        } else {
            problems.resolveException(request, response, null, Problem.tryAgain(ProblemCode.SERVER_BUSY));
        }
    }
}
