package dev.rollcall.api.gateway;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.CallerResolver;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Decides whether the request that a gateway asks about may pass. */
@Component
class Authorizer {

    private final CallerResolver callers;

    Authorizer(CallerResolver callers) {
        this.callers = callers;
    }

    /** @throws Problem if the request may not pass */
    Authorization decide(HttpServletRequest request) {
        return decide(holder(request), GatewayRequest.of(request));
    }

    private TokenHolder holder(HttpServletRequest request) {
        return callers.of(request)
                .filter(TokenHolder.class::isInstance)
                .map(TokenHolder.class::cast)
                .orElseThrow(Authorizer::tokenRequired);
    }

    static Problem tokenRequired() {
        return new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token.");
    }

    private static Authorization decide(TokenHolder holder, GatewayRequest request) {
        if (request.isOfAnotherThan(holder.userId()) && !isAdministrator(holder)) {
            throw new Problem(ProblemCode.USER_MISMATCH, "Use your own user id in the path.");
        }
        if (holder instanceof Caller caller) {
            return Authorization.of(caller);
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
