package dev.rollcall.api.users;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.Languages;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

/** Has links for a new password sent by mail. */
@RestController
class PasswordResetMailController {

    /** @param triedUntil until when Rollcall tries to send the e-mail, if the mail server is away */
    record MailResponse(UserId userId, Instant triedUntil) {}

    record MailRequest(
            @JsonAlias("user_name") @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
            String userName) {

        /** Never shows what was given, which may be a password by mistake. */
        @Override
        public String toString() {
            return "MailRequest";
        }
    }

    private final KnownUsers users;
    private final PasswordResetMails mails;

    PasswordResetMailController(KnownUsers users, PasswordResetMails mails) {
        this.users = users;
        this.mails = mails;
    }

    @PostMapping(path = "/users/{userId}/password-reset-mail", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "E-mail a user a link to set a new password, once; for administrators")
    @ProblemResponses({
        ProblemCode.FORBIDDEN,
        ProblemCode.ACCOUNT_DISABLED,
        ProblemCode.CURRENT_ACCOUNT_PROTECTED,
        ProblemCode.EMAIL_REQUIRED,
        ProblemCode.MAIL_NOT_CONFIGURED
    })
    MailResponse send(
            @PathVariable String userId, @AuthenticationPrincipal Caller caller, HttpServletRequest connection) {
        UserId user = users.require(userId, caller);
        return new MailResponse(user, mails.send(user, caller, Languages.of(connection)));
    }

    @PostMapping(
            path = "/auth/password-reset-mail",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Ask for an e-mail with a link to set a new password; the answer does not tell whether there is"
                    + " such a user")
    @ProblemResponses({ProblemCode.TOO_MANY_MAIL_REQUESTS, ProblemCode.MAIL_NOT_CONFIGURED})
    void ask(@Valid @RequestBody MailRequest request, HttpServletRequest connection) {
        mails.send(new UserId(request.userName()), connection.getRemoteAddr(), Languages.of(connection));
    }
}
