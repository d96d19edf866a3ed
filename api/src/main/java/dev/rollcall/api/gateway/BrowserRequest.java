package dev.rollcall.api.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What a browser says about a request for an application (W3C Fetch Metadata Request Headers; RFC 6454). Scripts of
 * pages cannot set any of these headers, except {@code Accept}.
 *
 * @param asked the method and the URI, according to the gateway
 * @param site {@code Sec-Fetch-Site}; this and the following are null if missing, and empty if repeated
 * @param mode {@code Sec-Fetch-Mode}
 * @param destination {@code Sec-Fetch-Dest}
 */
record BrowserRequest(
        GatewayRequest asked,
        @Nullable String site,
        @Nullable String mode,
        @Nullable String destination,
        @Nullable String origin,
        @Nullable String referer,
        boolean acceptsHtml) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /** A link or a form of another page, or an address that was typed in. */
    private static final Set<String> OTHER_SITES = Set.of("none", "same-site", "cross-site");

    static BrowserRequest of(HttpServletRequest request, GatewayRequest asked) {
        return new BrowserRequest(
                asked,
                only("Sec-Fetch-Site", request),
                only("Sec-Fetch-Mode", request),
                only("Sec-Fetch-Dest", request),
                only(HttpHeaders.ORIGIN, request),
                only(HttpHeaders.REFERER, request),
                isHtmlAccepted(request));
    }

    private static @Nullable String only(String name, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : "";
    }

    private static boolean isHtmlAccepted(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .anyMatch(types -> types.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_HTML_VALUE));
    }

    /**
     * Returns whether the cookie may authenticate this request, so that no other page can act as the user: requests of
     * the application itself, and navigation of the whole window that only reads.
     *
     * @param own the origin of the application
     */
    boolean mayUseCookie(String own) {
        if (asked.methods().isEmpty()) {
            return false;
        }
        return site == null
                ? mayUseCookieWithoutMetadata(own)
                : site.equals("same-origin") || OTHER_SITES.contains(site) && isSafe() && isOfTheWindow();
    }

    private boolean isOfTheWindow() {
        return "navigate".equals(mode) && "document".equals(destination);
    }

    /** Old browsers send no metadata, and no browser does so without TLS, except to the same machine. */
    private boolean mayUseCookieWithoutMetadata(String own) {
        return origin == null ? isSafe() && (acceptsHtml || isReferredBy(own)) : origin.equals(own);
    }

    private boolean isReferredBy(String own) {
        return referer != null && referer.startsWith(own + "/");
    }

    /** Returns whether the browser would show the answer as a page, so that it can be led to the login page. */
    boolean isNavigation() {
        return isSafe() && acceptsHtml && (mode == null && destination == null || isOfTheWindow());
    }

    private boolean isSafe() {
        return !asked.methods().isEmpty() && SAFE.containsAll(asked.methods());
    }
}
