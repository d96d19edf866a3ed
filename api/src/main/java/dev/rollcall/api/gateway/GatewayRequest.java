package dev.rollcall.api.gateway;

import dev.rollcall.event.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * The request that a gateway asks about. A gateway describes it in one way, but its client may have sent the headers
 * that another kind of gateway uses. So all of these headers count: a request may pass only if it may pass by each of
 * them.
 *
 * @param methods as sent
 * @param uris as sent: the path, with the query if there is one, not decoded
 */
record GatewayRequest(List<String> methods, List<String> uris) {

    static final String URI_OF_NGINX = "X-Original-URI";

    private static final List<String> METHOD_HEADERS = List.of("X-Original-Method", "X-Forwarded-Method");
    private static final List<String> URI_HEADERS = List.of(URI_OF_NGINX, "X-Forwarded-Uri");

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    /** The sessions or settings of one user. Matches decoded paths, in upper or lower case. */
    private static final Pattern OF_ONE_USER =
            Pattern.compile("/+users/+([^/]+)/+(sessions|security-settings)(/.*)?", Pattern.CASE_INSENSITIVE);

    /** nginx and Traefik send headers; Envoy appends the path and keeps the method. */
    static GatewayRequest of(HttpServletRequest request) {
        List<String> methods = all(METHOD_HEADERS, request);
        List<String> uris = all(URI_HEADERS, request);
        String appended = request.getRequestURI().substring(AuthorizeController.PATH.length());
        if (!appended.isEmpty()) {
            methods.add(request.getMethod());
            uris.add(request.getQueryString() == null ? appended : appended + "?" + request.getQueryString());
        }
        return new GatewayRequest(methods, uris);
    }

    private static List<String> all(List<String> names, HttpServletRequest request) {
        List<String> values = new ArrayList<>();
        names.forEach(name -> values.addAll(Collections.list(request.getHeaders(name))));
        return values;
    }

    /**
     * Returns whether the request starts a session of this user. Compares paths literally, so that no other path,
     * however it is spelled, is taken for one of these.
     */
    boolean isStartOf(UserId user) {
        return !methods.isEmpty()
                && !uris.isEmpty()
                && methods.stream().allMatch("POST"::equals)
                && uris.stream().map(GatewayRequest::withoutQuery).allMatch(path -> isStartOf(user.value(), path));
    }

    private static boolean isStartOf(String user, String path) {
        return path.equals(BOOTSTRAP)
                || !user.matches("\\.{1,2}")
                        && (path.equals("/users/" + UriUtils.encodePathSegment(user, StandardCharsets.UTF_8)
                                        + "/sessions")
                                || path.equals(
                                        "/users/" + UriUtils.encode(user, StandardCharsets.UTF_8) + "/sessions"));
    }

    /** Returns whether any of the paths leads to another user's sessions or settings, however it is spelled. */
    boolean isOfAnotherThan(UserId user) {
        return uris.stream()
                .map(uri -> OF_ONE_USER.matcher(decoded(withoutQuery(uri))))
                .filter(Matcher::matches)
                .anyMatch(path -> !path.group(1).equals(user.value()));
    }

    private static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static String decoded(String path) {
        try {
            return StringUtils.cleanPath(UriUtils.decode(path, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException undecodable) {
            return path;
        }
    }
}
