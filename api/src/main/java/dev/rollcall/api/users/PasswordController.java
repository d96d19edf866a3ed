package dev.rollcall.api.users;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.sessions.EndedResponse;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.WellFormed;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Changes the caller's own password. */
@RestController
class PasswordController {

    /** @param endOtherSessions whether to end all other sessions, which somebody else may be using; null for true */
    record PasswordRequest(
            @JsonAlias("current_password")
            @NotEmpty
            @Size(max = 1_024)
            @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String currentPassword,

            @JsonAlias("new_password")
            @NotEmpty
            @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String newPassword,

            @JsonAlias("end_other_sessions") @Nullable Boolean endOtherSessions) {

        /** Never shows the passwords. */
        @Override
        public String toString() {
            return "PasswordRequest";
        }
    }

    private final PasswordChanges changes;

    PasswordController(PasswordChanges changes) {
        this.changes = changes;
    }

    @PutMapping(
            path = "/auth/password",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Change your own password, and end all other sessions unless told otherwise")
    @ProblemResponses({
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.ACCOUNT_REQUIRED,
        ProblemCode.TOO_MANY_LOGIN_ATTEMPTS
    })
    EndedResponse change(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody PasswordRequest request,
            HttpServletRequest connection) {
        return EndedResponse.of(changes.change(
                caller,
                new PasswordChanges.Wish(
                        request.currentPassword(),
                        request.newPassword(),
                        connection.getRemoteAddr(),
                        !Boolean.FALSE.equals(request.endOtherSessions()))));
    }
}
