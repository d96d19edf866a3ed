package dev.rollcall.api.gateway;

import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.cookie.SessionCookie;
import dev.rollcall.api.web.input.ForwardedRequest;
import dev.rollcall.api.web.input.TrustedProxies;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Finds the session of a browser behind a gateway by the cookie of the pages, if the settings allow it. */
@Component
class BrowserSessions {

    private final boolean on;
    private final TrustedProxies proxies;
    private final ReturnUrls urls;
    private final SessionCookie cookie;
    private final SessionChecks checks;

    BrowserSessions(
            GatewayProperties properties,
            TrustedProxies proxies,
            ReturnUrls urls,
            SessionCookie cookie,
            SessionChecks checks) {
        this.on = properties.cookie();
        this.proxies = proxies;
        this.urls = urls;
        this.cookie = cookie;
        this.checks = checks;
        WrongSetting.unless(
                !on || !proxies.isEmpty(),
                "rollcall.trusted-proxies must name the address of the gateway if rollcall.gateway.cookie is true,"
                        + " because only the gateway knows which host and scheme a browser asked");
    }

    /** Returns whether the setting is on. */
    boolean isOn() {
        return on;
    }

    /** Returns whether the cookie may count: a request with an {@code Authorization} header never falls back to it. */
    boolean mayHave(HttpServletRequest request) {
        return on && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    /** Returns the request as the gateway got it. Filters that run early see it as the gateway sent it. */
    HttpServletRequest forwarded(HttpServletRequest request) {
        return WebUtils.getNativeRequest(request, ForwardedRequest.class) == null
                ? proxies.forwarded(request)
                : request;
    }

    /**
     * Returns the live session of the cookie, and records its use. Looks at the session only if the request may use the
     * cookie, so that another site cannot keep it alive.
     *
     * @throws Problem {@code TOKEN_REQUIRED} without a cookie, {@code ORIGIN_NOT_ALLOWED} if the request may not use
     *     it, {@code INVALID_TOKEN} if it is not one of ours, {@code SESSION_ENDED} if the session has ended
     */
    LiveSession require(HttpServletRequest asGatewayGotIt, GatewayRequest asked) {
        String origin = urls.originOf(asGatewayGotIt).orElseThrow(BrowserSessions::unknownHost);
        int cookies = cookie.count(asGatewayGotIt);
        if (cookies == 0) {
            throw new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token, or sign in at /login in a browser.");
        }
        if (cookies > 1) {
            throw notAllowed(
                    "The request has several cookies of this name; another host of the domain may have set one."
                            + " Delete the cookies of this site.");
        }
        if (!BrowserRequest.of(asGatewayGotIt, asked).mayUseCookie(origin)) {
            throw notAllowed("The cookie is for requests of the same origin, and for navigation that only reads.");
        }
        SessionId session = cookie.sessionOf(asGatewayGotIt)
                .orElseThrow(() -> new Problem(ProblemCode.INVALID_TOKEN, "Sign in again."));
        return checks.requireLive(session);
    }

    private static Problem unknownHost() {
        return new Problem(
                ProblemCode.TOKEN_REQUIRED,
                "Send a bearer token. A cookie counts only on the hosts in rollcall.gateway.allowed-hosts, and if a"
                        + " gateway in rollcall.trusted-proxies tells the host.");
    }

    private static Problem notAllowed(String detail) {
        return new Problem(ProblemCode.ORIGIN_NOT_ALLOWED, detail);
    }
}
