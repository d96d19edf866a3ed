package dev.rollcall.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends JSON in one piece. Spring MVC flushes the response after it has written a {@code ResponseEntity}, as all
 * problems are. Then the container does not know yet that nothing follows, and sends the end by itself: a second packet,
 * and a second wake-up of the client. Whoever wants to send the beginning of a JSON response flushes its output stream.
 */
@Component
@Order(FilterOrder.WHOLE_JSON)
class WholeJson extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Response(response));
    }

    /** Also {@code application/problem+json} (RFC 9457), but not lines of JSON. */
    static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith(MediaType.APPLICATION_JSON_VALUE)
                        || contentType.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    }

    private static final class Response extends HttpServletResponseWrapper {

        Response(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!isJson(getContentType())) {
                super.flushBuffer();
            }
        }
    }
}
