package dev.rollcall.api.operations;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.keys.SigningKeyView;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists and replaces the keys that sign access tokens. */
@RestController
@RequestMapping(path = "/admin/signing-keys", produces = MediaType.APPLICATION_JSON_VALUE)
class SigningKeysController {

    /** Oldest first. */
    record SigningKeyList(List<SigningKeyView> keys) {}

    private final SigningKeys keys;

    SigningKeysController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping
    @Operation(summary = "List the signing keys, oldest first")
    SigningKeyList signingKeys(@AuthenticationPrincipal Caller administrator) {
        return new SigningKeyList(keys.list());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a signing key, which is published at once and signs later")
    @ProblemResponses(ProblemCode.SIGNING_KEY_FROM_FILE)
    SigningKeyView rotate(@AuthenticationPrincipal Caller administrator) {
        return keys.rotate(administrator.userId());
    }
}
