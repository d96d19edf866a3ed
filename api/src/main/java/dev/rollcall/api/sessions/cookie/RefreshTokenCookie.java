package dev.rollcall.api.sessions.cookie;

import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.web.RequestOrigin;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie with a browser's refresh token. The browser sends it with refreshes only, and not from other sites. It is
 * set, used and cleared only for pages of an allowed origin, see {@link RequestOrigin}.
 */
@Component
public class RefreshTokenCookie {

    private static final String NAME = "rollcall-refresh";

    private static final String PATH = "/auth/refresh-token";

    private final RequestOrigin origin;
    private final SessionChecks checks;
    private final Clock clock;

    RefreshTokenCookie(RequestOrigin origin, SessionChecks checks, Clock clock) {
        this.origin = origin;
        this.checks = checks;
        this.clock = clock;
    }

    /** @throws Problem {@code ORIGIN_NOT_ALLOWED} if the request is not one of a page of an allowed origin */
    public void requireAllowedOrigin(HttpServletRequest request) {
        if (!origin.isAllowed(request)) {
            throw new Problem(
                    ProblemCode.ORIGIN_NOT_ALLOWED,
                    "The cookie is for pages of this origin, and for those of the same site in"
                            + " rollcall.cors.allowed-origins.");
        }
    }

    /**
     * Returns the refresh token; empty if the request has no cookie.
     *
     * @throws Problem {@code ORIGIN_NOT_ALLOWED} as above, {@code INVALID_REQUEST} if the request has several such
     *     cookies: another host of the same domain can add one, and only the first one would count
     */
    public Optional<String> read(HttpServletRequest request) {
        List<String> values = cookies(request)
                .filter(cookie -> cookie.getName().equals(name(request)))
                .map(Cookie::getValue)
                .toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        requireAllowedOrigin(request);
        if (values.size() > 1) {
            throw new Problem(ProblemCode.INVALID_REQUEST, "The request has several cookies with a refresh token.");
        }
        return Optional.of(values.get(0));
    }

    /** @param session is live; the browser keeps the cookie until its absolute timeout */
    public void write(HttpServletRequest request, HttpServletResponse response, SessionId session, String token) {
        LiveSession live = checks.find(session).orElseThrow(() -> checks.ended(session));
        set(request, response, token, Duration.between(clock.instant(), live.absoluteExpiresAt()));
    }

    /** Removes the cookie. Does nothing if the request is not one of a page of an allowed origin. */
    public void clear(HttpServletRequest request, HttpServletResponse response) {
        if (origin.isAllowed(request)) {
            set(request, response, "", Duration.ZERO);
        }
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of);
    }

    /** The prefix {@code __Host-} would need the path {@code /}. */
    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Secure-" + NAME : NAME;
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(request), value)
                        .path(request.getContextPath() + PATH)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Strict")
                        .maxAge(maxAge)
                        .build()
                        .toString());
    }
}
