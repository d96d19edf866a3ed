package dev.rollcall.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Tells whether a request comes from a page that may use a cookie of the API: one of this origin, or one of the same
 * site in {@code rollcall.cors.allowed-origins}. Scripts can set neither {@code Origin} nor {@code Sec-Fetch-Site}. A
 * request with neither of them does not come from a browser.
 */
@Component
public class RequestOrigin {

    /** W3C Fetch Metadata Request Headers, section 2.3. */
    private static final String SITE = "Sec-Fetch-Site";

    private final List<String> allowed;

    RequestOrigin(CrossOriginRequests.Properties properties) {
        this.allowed = properties.allowedOrigins();
    }

    /** Trusts the browser's {@code same-origin} whatever the host is called here: a proxy may have changed it. */
    public boolean isAllowed(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        if ("same-origin".equals(site)) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return (site == null || site.equals("same-site"))
                && origin != null
                && (isOwn(origin, request) || allowed.contains(origin));
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        return origin.equalsIgnoreCase(request.getScheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }
}
