package dev.rollcall.api.pages.web;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.SessionCookie;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Authenticates requests for pages by their cookie. Requests that a page sends by itself do not count as use of the
 * session.
 */
class CookieAuthentication extends OncePerRequestFilter {

    /** The request attribute with the {@link Caller}, for templates. */
    static final String PERSON = "person";

    /** The request attribute with the first word of the path, by which the navigation marks where people are. */
    private static final String ROOM = "room";

    private static final String REFRESH_HEADER = "X-Rollcall-Refresh";

    private final SessionCookie cookie;
    private final SessionChecks checks;
    private final HandlerExceptionResolver problems;

    CookieAuthentication(SessionCookie cookie, SessionChecks checks, HandlerExceptionResolver problems) {
        this.cookie = cookie;
        this.checks = checks;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PagePaths.STATIC.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = cookie.callerOf(request);
            if (!isSentByThePage(request)) {
                caller = caller.filter(found -> checks.use(found.session()).isPresent());
            }
        } catch (Problem disabled) {
            caller = Optional.empty();
        } catch (RuntimeException unreadable) {
            problems.resolveException(request, response, null, unreadable);
            return;
        }
        caller.ifPresent(found -> authenticate(found, request));
        chain.doFilter(request, response);
    }

    /** Event streams cannot have the header, so they are recognised by what they accept. */
    private static boolean isSentByThePage(HttpServletRequest request) {
        return request.getHeader(REFRESH_HEADER) != null
                || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static void authenticate(Caller caller, HttpServletRequest request) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
        request.setAttribute(PERSON, caller);
        request.setAttribute(ROOM, request.getRequestURI().split("/", 3)[1]);
    }
}
