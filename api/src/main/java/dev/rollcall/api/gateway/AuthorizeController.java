package dev.rollcall.api.gateway;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Forward-auth for nginx ({@code auth_request}), Caddy ({@code forward_auth}), Traefik ({@code forwardAuth}) and Envoy
 * ({@code ext_authz} over HTTP). It resolves the caller itself, without Spring Security. Plain requests do not get here,
 * see {@link AuthorizeFilter}.
 */
@RestController
class AuthorizeController {

    static final String PATH = "/authorize";

    private final Authorizer authorizer;
    private final LoginRedirect logins;
    private final DecisionTimes times;

    AuthorizeController(Authorizer authorizer, LoginRedirect logins, DecisionTimes times) {
        this.authorizer = authorizer;
        this.logins = logins;
        this.times = times;
    }

    @RequestMapping(
            path = PATH,
            method = {RequestMethod.GET, RequestMethod.POST})
    @Operation(summary = "Decide for a gateway whether a request may pass")
    @SecurityRequirement(name = "bearer")
    @ApiResponse(responseCode = "200", description = "It may pass", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "303",
            description = "A browser without a session should go to the login page. "
                    + "Only with the setting rollcall.gateway.cookie",
            content = @Content,
            headers = @Header(name = "Location", required = true, schema = @Schema(type = "string")))
    @ProblemResponses({
        ProblemCode.TOKEN_REQUIRED,
        ProblemCode.INVALID_TOKEN,
        ProblemCode.INVALID_CLIENT,
        ProblemCode.TOO_MANY_CLIENT_ATTEMPTS,
        ProblemCode.SESSION_ENDED,
        ProblemCode.SESSION_REQUIRED,
        ProblemCode.ORIGIN_NOT_ALLOWED,
        ProblemCode.USER_MISMATCH
    })
    @Nullable
    Authorization authorize(HttpServletRequest request, HttpServletResponse response) {
        long begun = times.begin();
        try {
            Authorization passed = authorizer.decide(request);
            times.record(begun, passed);
            passed.writeTo(response);
            return Authorization.isWantedAsJson(request) ? passed : null;
        } catch (RuntimeException failure) {
            times.record(begun, failure);
            Authorization.addReason(failure);
            logins.addTo(failure, request);
            throw failure;
        }
    }

    /** For gateways that append the path of the original request, and use its method. */
    @Hidden
    @RequestMapping({PATH + "/", PATH + "/{first}/**"})
    @Nullable
    Authorization authorizeAppended(HttpServletRequest request, HttpServletResponse response) {
        return authorize(request, response);
    }
}
