package dev.rollcall.api.users;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.email.ValidEmail;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Changes the e-mail addresses of accounts. */
@RestController
class EmailController {

    /** @param email empty to remove it */
    record EmailRequest(@NotNull @ValidEmail String email) {

        /** Never shows the address. */
        @Override
        public String toString() {
            return "EmailRequest";
        }
    }

    /** @param email empty to remove it */
    record OwnEmailRequest(
            @NotNull @ValidEmail String email,

            @JsonAlias("current_password")
            @NotEmpty
            @Size(max = 1_024)
            @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String currentPassword) {

        /** Never shows the address or the password. */
        @Override
        public String toString() {
            return "OwnEmailRequest";
        }
    }

    private final KnownUsers users;
    private final EmailChanges changes;

    EmailController(KnownUsers users, EmailChanges changes) {
        this.users = users;
        this.changes = changes;
    }

    @PutMapping(
            path = "/users/{userId}/email",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Set the e-mail address of an account, or remove it with an empty one; for administrators")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.CURRENT_ACCOUNT_PROTECTED})
    UserView put(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody EmailRequest request) {
        UserId user = users.require(userId, caller);
        Optional<EmailAddress> address = EmailAddress.given(request.email());
        return UserView.of(changes.byAdministrator(user, address, caller), address);
    }

    @PutMapping(
            path = "/auth/email",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Set your own e-mail address, or remove it with an empty one")
    @ProblemResponses({
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.ACCOUNT_REQUIRED,
        ProblemCode.TOO_MANY_LOGIN_ATTEMPTS
    })
    UserView putOwn(
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody OwnEmailRequest request,
            HttpServletRequest connection) {
        Optional<EmailAddress> address = EmailAddress.given(request.email());
        return UserView.of(
                changes.byUser(caller, address, request.currentPassword(), connection.getRemoteAddr()), address);
    }
}
