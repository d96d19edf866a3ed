package dev.rollcall.api.audit;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.input.CursorPage;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves who was signed in at a given time. */
@RestController
class SignedInController {

    private final SignedIn signedIn;

    SignedInController(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @GetMapping(path = "/audit/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "List the sessions that were live at a given time, with device, start and end, newest first;"
                    + " for auditors")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.HISTORY_ARCHIVED})
    SignedInPage signedIn(
            @AuthenticationPrincipal Caller caller,
            @RequestParam String at,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(defaultValue = CursorPage.DEFAULT_LIMIT) @Min(1) @Max(CursorPage.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return signedIn.at(Rfc3339.parse("at", at), UserIds.parseIfGiven(userId), limit, cursor);
    }
}
