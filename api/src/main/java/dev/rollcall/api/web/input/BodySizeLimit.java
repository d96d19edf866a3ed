package dev.rollcall.api.web.input;

import dev.rollcall.api.web.FilterOrder;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Rejects bodies that are larger than {@link #MAX_BYTES}, before anything else is done. If such a request were rejected
 * for another reason, the container would wait for the rest of its body and read it.
 */
@Component
@Order(FilterOrder.BODY_SIZE)
class BodySizeLimit extends OncePerRequestFilter {

    static final int MAX_BYTES = 64 * 1024;

    private final HandlerExceptionResolver problems;

    BodySizeLimit(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /** A chunked body has a length too by now, because it is in memory. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() <= MAX_BYTES) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(
                    request,
                    response,
                    null,
                    new Problem(ProblemCode.REQUEST_TOO_LARGE, "Send at most " + MAX_BYTES + " bytes."));
        }
    }
}
