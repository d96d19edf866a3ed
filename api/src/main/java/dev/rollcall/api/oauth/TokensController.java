package dev.rollcall.api.oauth;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets trusted clients introspect and revoke tokens. Ignores {@code token_type_hint}. */
@RestController
@RequestMapping(
        path = TokensController.PATH,
        consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
class TokensController {

    static final String PATH = "/oauth2";

    static final String INTROSPECT = "/introspect";

    private final Introspections introspections;
    private final SessionEnds ends;

    TokensController(Introspections introspections, SessionEnds ends) {
        this.introspections = introspections;
        this.ends = ends;
    }

    @PostMapping(INTROSPECT)
    @Operation(summary = "Tell whether a token is active, and whose it is (RFC 7662)")
    Introspection introspect(
            @AuthenticationPrincipal TrustedClient client,
            @RequestParam @NotBlank String token,
            HttpServletRequest request) {
        requireBodyOnly("token", request);
        return introspections.of(token);
    }

    /** Revoking an unknown token is not an error, since it is invalid already (RFC 7009 section 2.2). */
    @PostMapping("/revoke")
    @Operation(summary = "End the session that an access or refresh token belongs to (RFC 7009)")
    void revoke(
            @AuthenticationPrincipal TrustedClient client,
            @RequestParam @NotBlank String token,
            HttpServletRequest request) {
        requireBodyOnly("token", request);
        introspections
                .sessionOf(token)
                .ifPresent(session -> ends.revoked(session.userId(), session.sessionId(), client));
    }

    /** Proxies log URLs, and tokens must not be logged. */
    static void requireBodyOnly(String parameter, HttpServletRequest request) {
        if (request.getQueryString() != null) {
            throw Problem.invalid(parameter, "must be in the body, and the query must be empty");
        }
    }
}
