package dev.rollcall.api.auth;

import dev.rollcall.api.security.AccessTokens;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys that verify our access tokens. */
@RestController
class JwksController {

    private final AccessTokens tokens;

    JwksController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The public keys, as a JWK set (RFC 7517)")
    Map<String, Object> jwks() {
        return tokens.jwks();
    }
}
