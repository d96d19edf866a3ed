package dev.rollcall.api.audit;

import dev.rollcall.api.sessions.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Records the queries of auditors. A request with a body is recorded by the controller that reads the body. How far a
 * policy simulation is says nothing about users, and browsers ask for it every second; so that is not recorded.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration implements WebMvcConfigurer {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    private final AuditQueries queries;

    AuditConfiguration(AuditQueries queries) {
        this.queries = queries;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        note(request);
                        return true;
                    }
                })
                .addPathPatterns("/audit/**")
                .excludePathPatterns("/audit/page/what-if/progress");
    }

    private void note(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (WITHOUT_BODY.contains(request.getMethod())
                && authentication != null
                && authentication.getPrincipal() instanceof Caller caller) {
            queries.record(
                    caller.userId(), request.getRequestURI(), Objects.requireNonNullElse(request.getQueryString(), ""));
        }
    }
}
