package dev.rollcall.api.authorize;

import dev.rollcall.api.accounts.Role;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.api.problem.Refuses;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.security.Callers;
import dev.rollcall.api.security.TokenHolder;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Forward-auth for nginx ({@code auth_request}), Traefik ({@code forwardAuth}) and Envoy ({@code ext_authz} over HTTP).
 * Asked for every request of other services, so it goes past Spring Security and finds out by itself who is calling.
 */
@RestController
class AuthorizeController {

    private final Callers callers;
    private final DecisionTimes times;

    AuthorizeController(Callers callers, DecisionTimes times) {
        this.callers = callers;
        this.times = times;
    }

    @RequestMapping(
            path = "/authorize",
            method = {RequestMethod.GET, RequestMethod.POST})
    @Operation(summary = "May this request pass? For gateways")
    @SecurityRequirement(name = "bearer")
    @Refuses({
        ProblemCode.TOKEN_REQUIRED,
        ProblemCode.INVALID_TOKEN,
        ProblemCode.INVALID_CLIENT,
        ProblemCode.SESSION_ENDED,
        ProblemCode.SESSION_REQUIRED,
        ProblemCode.USER_MISMATCH
    })
    ResponseEntity<Authorization> authorize(HttpServletRequest request) {
        long begun = times.begin();
        try {
            Authorization authorization = decide(holder(request), GatewayRequest.of(request));
            times.record(begun, authorization);
            return ResponseEntity.ok()
                    .headers(authorization.headers())
                    .cacheControl(CacheControl.noStore())
                    .body(wantsJson(request) ? authorization : null);
        } catch (RuntimeException refused) {
            times.record(begun, refused);
            if (refused instanceof Problem problem) {
                problem.getHeaders().set(Authorization.REASON, problem.code().name());
            }
            throw refused;
        }
    }

    /** For gateways that append the path of the original request, and ask with its method. */
    @Hidden
    @RequestMapping({"/authorize/", "/authorize/{first}/**"})
    ResponseEntity<Authorization> authorizeAppended(HttpServletRequest request) {
        return authorize(request);
    }

    private TokenHolder holder(HttpServletRequest request) {
        return callers.of(request)
                .filter(TokenHolder.class::isInstance)
                .map(TokenHolder.class::cast)
                .orElseThrow(() -> new Problem(ProblemCode.TOKEN_REQUIRED, "Send a bearer token."));
    }

    private static Authorization decide(TokenHolder holder, GatewayRequest request) {
        if (request.isOfAnotherThan(holder.userId()) && !isAdministrator(holder)) {
            throw new Problem(ProblemCode.USER_MISMATCH, "Use the path of your own user id.");
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

    /** Whoever does not ask for JSON by name has no use for a body. */
    private static boolean wantsJson(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_JSON_VALUE);
    }
}
