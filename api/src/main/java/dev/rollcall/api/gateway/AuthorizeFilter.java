package dev.rollcall.api.gateway;

import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.web.FilterOrder;
import dev.rollcall.api.web.Languages;
import dev.rollcall.api.web.input.BufferedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers gateways that need only headers, before Spring MVC and Spring Security handle the request, which would take
 * longer than the decision. Also answers OPTIONS requests, which Spring MVC would answer itself. Everything else is
 * left to {@link AuthorizeController}.
 */
@Component
@Order(FilterOrder.AUTHORIZE)
class AuthorizeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final Set<String> METHODS = Set.of("GET", "POST");

    private final transient Authorizer authorizer;
    private final transient BrowserSessions browsers;
    private final transient LoginRedirect logins;
    private final transient DecisionTimes times;
    private final transient HandlerExceptionResolver problems;
    private final transient HeaderWriterFilter securityHeaders;

    AuthorizeFilter(
            Authorizer authorizer,
            BrowserSessions browsers,
            LoginRedirect logins,
            DecisionTimes times,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            FilterRegistrationBean<HeaderWriterFilter> securityHeaders) {
        this.authorizer = authorizer;
        this.browsers = browsers;
        this.logins = logins;
        this.times = times;
        this.problems = problems;
        this.securityHeaders = Objects.requireNonNull(securityHeaders.getFilter());
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isPlain(request) || isOptions(request)) {
            decide(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isPlain(HttpServletRequest request) {
        return request.getRequestURI().equals(AuthorizeController.PATH)
                && METHODS.contains(request.getMethod())
                && isForAuthorizer(request)
                && request.getQueryString() == null
                && !BufferedRequest.hasBody(request)
                && !Authorization.isWantedAsJson(request);
    }

    private boolean isForAuthorizer(HttpServletRequest request) {
        return CallerResolver.isWithToken(request) || browsers.mayHave(request);
    }

    /**
     * Returns whether this is an OPTIONS request for a decision. Spring MVC would answer it itself with 200, which
     * means "allowed" to gateways that append the path and keep the method.
     */
    private static boolean isOptions(HttpServletRequest request) {
        String path = request.getServletPath();
        return request.getMethod().equals("OPTIONS")
                && (path.equals(AuthorizeController.PATH) || path.startsWith(AuthorizeController.PATH + "/"));
    }

    private void decide(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        long begun = times.begin();
        LocaleContextHolder.setLocaleContext(() -> Languages.of(request)); // only a refusal needs the language
        try {
            Authorization passed = decide(request);
            times.record(begun, passed);
            passed.writeTo(response);
        } catch (RuntimeException failure) {
            times.record(begun, failure);
            refuse(request, response, failure);
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
    }

    /**
     * Accepts only tokens and cookies: a wrong client secret counts against the client's address, which is not yet known
     * here.
     */
    private Authorization decide(HttpServletRequest request) {
        if (isForAuthorizer(request)) {
            return authorizer.decide(request);
        }
        throw Authorizer.tokenRequired();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws IOException, ServletException {
        Authorization.addReason(failure);
        logins.addTo(failure, request);
        securityHeaders.doFilter(
                request,
                response,
                (sameRequest, sameResponse) -> problems.resolveException(
                        (HttpServletRequest) sameRequest, (HttpServletResponse) sameResponse, null, failure));
    }
}
