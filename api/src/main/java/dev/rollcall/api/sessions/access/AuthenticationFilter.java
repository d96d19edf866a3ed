package dev.rollcall.api.sessions.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Tells Spring Security who is calling, see {@link CallerResolver}. A request without credentials stays anonymous. */
class AuthenticationFilter extends OncePerRequestFilter {

    private final CallerResolver callers;
    private final RequestMatcher open;
    private final HandlerExceptionResolver problems;

    AuthenticationFilter(CallerResolver callers, RequestMatcher open, HandlerExceptionResolver problems) {
        this.callers = callers;
        this.open = open;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Principal> caller;
        try {
            caller = callers.of(request);
        } catch (RuntimeException refused) {
            problems.resolveException(request, response, null, refused);
            return;
        }
        caller.ifPresent(AuthenticationFilter::authenticate);
        chain.doFilter(request, response);
    }

    /** Grants no authorities: {@link AccessRule} decides what the caller may do. */
    private static void authenticate(Principal caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
