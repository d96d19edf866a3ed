package dev.rollcall.api.pages.web;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.checks.SessionChecks;
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

/** Tells Spring Security, and the layout of pages, who is there. What a page fetches by itself is no use of a session. */
class CookieAuthentication extends OncePerRequestFilter {

    /** The {@link Caller}, for templates. */
    static final String PERSON = "person";

    private static final String FETCHED_BY_ITSELF = "X-Rollcall-Refresh";

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
            if (!isFetchedByThePage(request)) {
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

    /** What a script cannot mark is told by what it accepts. */
    private static boolean isFetchedByThePage(HttpServletRequest request) {
        return request.getHeader(FETCHED_BY_ITSELF) != null
                || MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static void authenticate(Caller caller, HttpServletRequest request) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
        request.setAttribute(PERSON, caller);
    }
}
