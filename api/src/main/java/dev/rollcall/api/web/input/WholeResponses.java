package dev.rollcall.api.web.input;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Sends the short responses of the API at once and with their length. Otherwise, Spring MVC flushes each of them, and
 * the server sends it in chunks, with two system calls instead of one.
 */
class WholeResponses extends OncePerRequestFilter {

    private static final List<String> SHORT = List.of("/auth/", "/users/", "/oauth2/");

    private static final String STREAM = "/events";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return SHORT.stream().noneMatch(path::startsWith) || path.endsWith(STREAM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper whole = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, whole);
        whole.copyBodyToResponse();
    }
}
