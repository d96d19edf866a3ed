package dev.rollcall.api.users;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.accounts.resets.ResetCodes.ResetCode;
import dev.rollcall.api.sessions.EndedResponse;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes codes for users who forgot their password, and takes the new passwords. */
@RestController
class PasswordResetController {

    /** @param link the path of the page for the new password; the code is in its fragment, which browsers never send */
    record CodeResponse(UserId userId, String code, String link, Instant expiresAt) {

        static CodeResponse of(UserId user, ResetCode code) {
            return new CodeResponse(user, code.value(), PagePaths.RESET + "#" + code.value(), code.expiresAt());
        }

        /** Never shows the code. */
        @Override
        public String toString() {
            return "CodeResponse[" + userId + "]";
        }
    }

    record ResetRequest(
            @NotEmpty @Size(max = 512) @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String code,

            @JsonAlias("new_password") @NotEmpty @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String newPassword) {

        /** Never shows the code or the password. */
        @Override
        public String toString() {
            return "ResetRequest";
        }
    }

    private final KnownUsers users;
    private final PasswordResets resets;

    PasswordResetController(KnownUsers users, PasswordResets resets) {
        this.users = users;
        this.resets = resets;
    }

    @PostMapping(path = "/users/{userId}/password-reset", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a code and a link with which a user sets a new password, once; for administrators")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.ACCOUNT_DISABLED, ProblemCode.CURRENT_ACCOUNT_PROTECTED})
    CodeResponse create(@PathVariable String userId, @AuthenticationPrincipal Caller caller) {
        UserId user = users.require(userId, caller);
        return CodeResponse.of(user, resets.makeCode(user, caller));
    }

    @PostMapping(
            path = "/auth/password-reset",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Set a new password with a code, and end all sessions of the user")
    @ProblemResponses({ProblemCode.INVALID_RESET_CODE, ProblemCode.TOO_MANY_LOGIN_ATTEMPTS})
    EndedResponse reset(@Valid @RequestBody ResetRequest request, HttpServletRequest connection) {
        return EndedResponse.of(resets.byCode(request.code(), request.newPassword(), connection.getRemoteAddr()));
    }
}
