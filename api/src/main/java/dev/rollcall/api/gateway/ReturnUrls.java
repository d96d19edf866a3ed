package dev.rollcall.api.gateway;

import dev.rollcall.api.web.input.ForwardedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * The URLs of applications behind the gateway to which the login page leads back. They are always on the host on which
 * the login page is: the cookie is valid on no other.
 */
@Component
public class ReturnUrls {

    private static final String PATH_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@/%-";

    private static final Pattern PATH = Pattern.compile("/[" + PATH_CHARACTERS + "]*(\\?[" + PATH_CHARACTERS + "?]*)?");

    private static final Pattern OTHER_CHARACTER = Pattern.compile("[^" + PATH_CHARACTERS + "?]");

    /** Encoded once more, the URL is in a header, and gateways often limit all headers of an answer to 4 kB. */
    private static final int LONGEST = 1_000;

    private final boolean on;
    private final Set<String> hosts;

    ReturnUrls(GatewayProperties properties) {
        this.on = properties.cookie();
        this.hosts = Set.copyOf(properties.allowedHosts());
    }

    /**
     * Returns the origin (RFC 6454) that the browser asked, if its host is one of the allowed ones.
     *
     * @return empty also if no trusted proxy has sent the request
     */
    Optional<String> originOf(HttpServletRequest request) {
        ForwardedRequest forwarded = WebUtils.getNativeRequest(request, ForwardedRequest.class);
        return forwarded == null
                ? Optional.empty()
                : forwarded.forwardedHost().filter(hosts::contains).map(host -> forwarded.getScheme() + "://" + host);
    }

    /** Returns the URL to return to: that of the request, or the start page if it is not known or too long. */
    static String of(String origin, GatewayRequest asked) {
        List<String> uris = asked.uris().stream().distinct().toList();
        String url = origin + (uris.size() == 1 ? encoded(uris.get(0)) : "/");
        return url.length() <= LONGEST && isPath(url.substring(origin.length())) ? url : origin + "/";
    }

    /** Encodes what browsers send although a URI may not contain it. Each character is one byte of the request. */
    private static String encoded(String uri) {
        return OTHER_CHARACTER
                .matcher(uri)
                .replaceAll(other -> UriUtils.encode(other.group(), StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns whether the login page may lead to this URL.
     *
     * @param url as the request of the login page has it, in which a browser may have been given anything
     * @param login the request of the login page
     */
    public boolean isAllowed(String url, HttpServletRequest login) {
        return on
                && url.length() <= LONGEST
                && originOf(login)
                        .filter(origin -> url.startsWith(origin + "/") && isPath(url.substring(origin.length())))
                        .isPresent();
    }

    private static boolean isPath(String rest) {
        return PATH.matcher(rest).matches();
    }
}
