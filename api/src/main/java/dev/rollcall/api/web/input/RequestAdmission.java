package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Leaves threads for checks: whatever else may wait, for a password, a user's turn or the database, is only so many
 * requests at a time. One more is told to come back, at once.
 */
class RequestAdmission extends OncePerRequestFilter {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    /** Those who ask for others, and those who ask whether the node is well. */
    private static final List<String> CHECKS = List.of("/authorize", "/oauth2/introspect", "/actuator");

    private final Semaphore atOnce;
    private final HandlerExceptionResolver problems;

    RequestAdmission(int atOnce, HandlerExceptionResolver problems) {
        this.atOnce = new Semaphore(atOnce);
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
        if (atOnce.tryAcquire()) {
            try {
                chain.doFilter(request, response);
            } finally {
                atOnce.release();
            }
        } else {
            Problem busy = new Problem(ProblemCode.SERVER_BUSY, "Try again in a moment.").retryAfter(TRY_AGAIN_AFTER);
            problems.resolveException(request, response, null, busy);
        }
    }
}
