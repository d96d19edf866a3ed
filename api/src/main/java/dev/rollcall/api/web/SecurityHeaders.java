package dev.rollcall.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Adds security headers to responses. The filter runs before Spring Security, so that requests which its firewall
 * rejects get these headers too.
 */
@Configuration(proxyBeanMethods = false)
class SecurityHeaders {

    private static final RequestMatcher SWAGGER_UI =
            request -> request.getRequestURI().matches("(/actuator)?/swagger-ui/.*");

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private static final String OWN_SCRIPTS =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private static final String PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    FilterRegistrationBean<HeaderWriterFilter> securityHeaderFilter() {
        var filter = new FilterRegistrationBean<>(new HeaderWriterFilter(List.of(
                new XContentTypeOptionsHeaderWriter(),
                new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER),
                new CacheControlHeadersWriter(),
                new HstsHeaderWriter(),
                SecurityHeaders::writeContentHeaders)));
        filter.setOrder(FilterOrder.SECURITY_HEADERS);
        return filter;
    }

    /** Pages have a policy of their own, and are in the language that the browser prefers. */
    private static void writeContentHeaders(HttpServletRequest request, HttpServletResponse response) {
        String policy = policyFor(request, response);
        response.setHeader("Content-Security-Policy", policy);
        if (policy.equals(PAGES) && !PagePaths.STATIC.matches(request)) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
    }

    private static String policyFor(HttpServletRequest request, HttpServletResponse response) {
        if (WholeJson.isJson(response.getContentType())) {
            return NOTHING;
        }
        if (SWAGGER_UI.matches(request)) {
            return OWN_SCRIPTS;
        }
        return PagePaths.ALL.matches(request) ? PAGES : NOTHING;
    }
}
