package dev.rollcall.api.input;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses a body that is larger than any that makes sense here, before anything is done. */
@Component
class BodySizeLimit extends OncePerRequestFilter {

    static final int MAX_BYTES = 64 * 1024;

    private final HandlerExceptionResolver problems;

    BodySizeLimit(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /** A body of unknown length is read first. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() >= 0 || isReadByNobody(request) || isForm(request)) {
            filter(request, response, chain, request.getContentLengthLong());
        } else {
            byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            filter(new BufferedRequest(request, body), response, chain, body.length);
        }
    }

    private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain, long length)
            throws ServletException, IOException {
        if (length <= MAX_BYTES) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(
                    request,
                    response,
                    null,
                    new Problem(ProblemCode.REQUEST_TOO_LARGE, "Send at most " + MAX_BYTES + " bytes."));
        }
    }

    private static boolean isReadByNobody(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** The container reads it, and has the same limit. */
    private static boolean isForm(HttpServletRequest request) {
        return StringUtils.startsWithIgnoreCase(request.getContentType(), MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}
