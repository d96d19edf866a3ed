package dev.rollcall.api.gateway;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether the request that a gateway asks about may pass. */
@Component
class Authorizer {

    private final CallerResolver callers;
    private final BrowserSessions browsers;

    Authorizer(CallerResolver callers, BrowserSessions browsers) {
        this.callers = callers;
        this.browsers = browsers;
    }

    /** @throws Problem if the request may not pass */
    Authorization decide(HttpServletRequest request) {
        Optional<Principal> caller = callers.of(request);
        if (caller.isEmpty() && browsers.isOn()) {
            return decideForBrowser(browsers.forwarded(request));
        }
        TokenHolder holder = caller.filter(TokenHolder.class::isInstance)
                .map(TokenHolder.class::cast)
                .orElseThrow(Authorizer::tokenRequired);
        return decide(holder, GatewayRequest.of(request));
    }

    /** The cookie opens the user's own paths only, whatever the role: what is at those of others takes tokens. */
    private Authorization decideForBrowser(HttpServletRequest request) {
        GatewayRequest asked = GatewayRequest.of(request);
        LiveSession session = browsers.require(request, asked);
        if (asked.isOfAnotherThan(session.userId())) {
            throw ofAnotherUser();
        }
        return Authorization.of(session);
    }

    private static Problem ofAnotherUser() {
        return new Problem(ProblemCode.USER_MISMATCH, "Use your own user id in the path.");
    }

    static Problem tokenRequired() {
        return new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token.");
    }

    private static Authorization decide(TokenHolder holder, GatewayRequest request) {
        if (request.isOfAnotherThan(holder.userId()) && !isAdministrator(holder)) {
            throw ofAnotherUser();
        }
        if (holder instanceof Caller caller) {
            return Authorization.of(caller.session());
        }
        if (request.isStartOf(holder.userId())) {
            return Authorization.bootstrap(holder.userId());
        }
        throw new Problem(ProblemCode.SESSION_REQUIRED, "Start a session with POST /auth/bootstrap-session.");
    }

    private static boolean isAdministrator(TokenHolder holder) {
        return holder instanceof Caller && holder.role() == Role.ADMIN;
    }
}
