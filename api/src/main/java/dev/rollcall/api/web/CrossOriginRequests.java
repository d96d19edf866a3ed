package dev.rollcall.api.web;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.Assert;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/**
 * Allows cross-origin requests from the origins in {@code rollcall.cors.allowed-origins}. Preflight requests from other
 * origins get 403, and other requests from them are handled without CORS headers. Only the calls that set, use or clear
 * the cookie with the refresh token may be sent with cookies: on other paths, these could be the cookies of the pages.
 */
@Configuration(proxyBeanMethods = false)
class CrossOriginRequests {

    /**
     * @param allowedOrigins Origins whose pages may call the API, and use the cookie with the refresh token if they are
     *     of the same site: scheme, host and port if any, such as 'https://app.example.org'. See docs/browser.md.
     */
    @ConfigurationProperties("rollcall.cors")
    record Properties(@DefaultValue List<String> allowedOrigins) {

        Properties {
            allowedOrigins.forEach(origin -> Assert.isTrue(
                    isOrigin(origin),
                    () -> "rollcall.cors.allowed-origins: '" + origin
                            + "' is not an origin such as https://example.org"));
        }

        private static boolean isOrigin(String value) {
            try {
                URI uri = URI.create(value);
                return uri.getHost() != null && value.equals(uri.getScheme() + "://" + uri.getAuthority());
            } catch (IllegalArgumentException notAUri) {
                return false;
            }
        }
    }

    private static final RequestMatcher WITH_COOKIES = new OrRequestMatcher(
            pathPattern("/auth/login"),
            pathPattern("/auth/bootstrap-session"),
            pathPattern("/auth/refresh-token"),
            pathPattern("/auth/logout"),
            pathPattern("/auth/logout-all"),
            pathPattern("/auth/logout-session/*"),
            pathPattern("/logout"));

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginFilter(Properties properties) {
        List<String> origins = properties.allowedOrigins();
        CorsConfiguration rules = rules(origins);
        CorsConfiguration rulesWithCookies = rules(origins);
        rulesWithCookies.setAllowCredentials(true);
        CorsFilter filter = new CorsFilter(request ->
                CorsUtils.isPreFlightRequest(request) || origins.contains(request.getHeader(HttpHeaders.ORIGIN))
                        ? WITH_COOKIES.matches(request) ? rulesWithCookies : rules
                        : null);
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            protected void rejectRequest(ServerHttpResponse response) {
                response.setStatusCode(HttpStatus.FORBIDDEN);
            }
        });
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(!origins.isEmpty());
        registration.setOrder(FilterOrder.CROSS_ORIGIN);
        return registration;
    }

    private static CorsConfiguration rules(List<String> origins) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
        rules.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "X-Session-Id"));
        rules.setExposedHeaders(List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE));
        rules.setMaxAge(3_600L);
        return rules;
    }
}
