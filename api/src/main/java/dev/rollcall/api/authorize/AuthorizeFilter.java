package dev.rollcall.api.authorize;

import dev.rollcall.api.security.Callers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets the plain case pass before Spring MVC and Spring Security look at it, which would take longer than the decision:
 * a gateway asks for headers about a request that may pass. Everything else is left to {@link AuthorizeController}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AuthorizeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final Set<String> METHODS = Set.of("GET", "POST");

    private final transient Authorizer authorizer;
    private final transient DecisionTimes times;

    AuthorizeFilter(Authorizer authorizer, DecisionTimes times) {
        this.authorizer = authorizer;
        this.times = times;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Authorization passed = isPlain(request) ? passed(request) : null;
        if (passed == null) {
            chain.doFilter(request, response);
        } else {
            passed.writeTo(response);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        return request.getRequestURI().equals(AuthorizeController.PATH)
                && METHODS.contains(request.getMethod())
                && request.getQueryString() == null
                && request.getContentLengthLong() <= 0
                && request.getHeader("Transfer-Encoding") == null
                && Callers.isWithToken(request) // a wrong secret must count once
                && !Authorization.isWantedAsJson(request);
    }

    /** @return null if it is refused, which is decided once more, then counted and told */
    private @Nullable Authorization passed(HttpServletRequest request) {
        long begun = times.begin();
        try {
            Authorization passed = authorizer.decide(request);
            times.record(begun, passed);
            return passed;
        } catch (RuntimeException refused) {
            return null;
        }
    }
}
