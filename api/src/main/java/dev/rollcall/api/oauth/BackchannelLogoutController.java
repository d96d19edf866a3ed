package dev.rollcall.api.oauth;

import dev.rollcall.api.sessions.providers.ProviderLogouts;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.external.ExternalIssuers;
import dev.rollcall.api.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.text.StringEscapeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the log-outs of identity providers (OpenID Connect Back-Channel Logout 1.0 sections 2.5 to 2.8). The signature of
 * the token is the only credential.
 */
@RestController
@RequestMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
class BackchannelLogoutController {

    private static final Logger log = LoggerFactory.getLogger(BackchannelLogoutController.class);

    private final ExternalIssuers issuers;
    private final ProviderLogouts logouts;

    BackchannelLogoutController(ExternalIssuers issuers, ProviderLogouts logouts) {
        this.issuers = issuers;
        this.logouts = logouts;
    }

    /** @throws Problem {@code INVALID_REQUEST} if the token is not valid; then nothing changes */
    @PostMapping(TokensController.PATH + "/backchannel-logout")
    @Operation(
            summary =
                    "Take the log-out of an identity provider: end the sessions of a login, or of all logins of a user"
                            + " (OpenID Connect Back-Channel Logout 1.0)")
    ResponseEntity<Void> logOut(@RequestParam(name = "logout_token") String logoutToken, HttpServletRequest request) {
        TokensController.requireBodyOnly("logout_token", request);
        try {
            logouts.logOut(issuers.verifyLogout(logoutToken));
        } catch (InvalidToken invalid) {
            log.warn("A logout token was refused: {}", StringEscapeUtils.escapeJava(invalid.getMessage()));
            throw Problem.invalid("logout_token", "is not a valid logout token");
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
    }
}
