package dev.rollcall.api.gateway;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Leads browsers that have to log in to the login page, and from there back to the page that they asked for. */
@Component
class LoginRedirect {

    private static final Set<ProblemCode> CURED_BY_LOGIN =
            Set.of(ProblemCode.TOKEN_REQUIRED, ProblemCode.INVALID_TOKEN, ProblemCode.SESSION_ENDED);

    /** Where to redirect the browser to; for gateways that do not pass a redirect on. */
    private static final String REDIRECT = "X-Auth-Redirect";

    private final BrowserSessions browsers;
    private final ReturnUrls urls;

    LoginRedirect(BrowserSessions browsers, ReturnUrls urls) {
        this.browsers = browsers;
        this.urls = urls;
    }

    /**
     * Turns a refusal of navigation into a redirect, still with the problem as its body. nginx, which describes requests
     * in {@code X-Original-URI}, would take a redirect for a failure: it gets 401 with {@code X-Auth-Redirect}.
     */
    void addTo(RuntimeException refusal, HttpServletRequest request) {
        if (refusal instanceof Problem problem
                && CURED_BY_LOGIN.contains(problem.code())
                && browsers.mayHave(request)) {
            HttpServletRequest asGatewayGotIt = browsers.forwarded(request);
            GatewayRequest asked = GatewayRequest.of(asGatewayGotIt);
            if (BrowserRequest.of(asGatewayGotIt, asked).isNavigation()) {
                urls.originOf(asGatewayGotIt).ifPresent(origin -> redirect(problem, request, origin, asked));
            }
        }
    }

    private static void redirect(Problem problem, HttpServletRequest request, String origin, GatewayRequest asked) {
        String login = "/login?return=" + UriUtils.encode(ReturnUrls.of(origin, asked), StandardCharsets.UTF_8);
        HttpHeaders headers = problem.getHeaders();
        if (request.getHeader(GatewayRequest.URI_OF_NGINX) != null) {
            headers.set(REDIRECT, login);
            return;
        }
        headers.set(HttpHeaders.LOCATION, login);
        headers.remove(HttpHeaders.WWW_AUTHENTICATE);
        problem.getBody().setStatus(HttpStatus.SEE_OTHER);
    }
}
