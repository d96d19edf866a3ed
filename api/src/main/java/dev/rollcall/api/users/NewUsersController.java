package dev.rollcall.api.users;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.NewPasswords;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.UserNames;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.email.ValidEmail;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Creates users with an account. */
@RestController
class NewUsersController {

    record NewUserRequest(
            @JsonAlias("user_name")
            @NotBlank
            @Size(max = UserId.MAX_LENGTH)
            @SingleLine
            @Pattern(regexp = UserNames.REGEXP, message = UserNames.MESSAGE)
            String userName,

            @NotEmpty @Pattern(regexp = WellFormed.REGEXP, message = WellFormed.MESSAGE)
            String password,

            @Nullable Role role,
            @Nullable @ValidEmail String email) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "NewUserRequest[" + userName + "]";
        }
    }

    private final NewUsers users;
    private final Passwords passwords;
    private final NewPasswords newPasswords;
    private final Clock clock;

    NewUsersController(NewUsers users, Passwords passwords, NewPasswords newPasswords, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.clock = clock;
    }

    @PostMapping(
            path = "/users",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a user with an account; for administrators")
    @ProblemResponses(ProblemCode.USER_EXISTS)
    ResponseEntity<UserView> create(
            @AuthenticationPrincipal Caller caller, @Valid @RequestBody NewUserRequest request) {
        UserId userId = new UserId(request.userName());
        newPasswords.require("password", userId, request.password());
        Role role = request.role() == null ? Role.USER : request.role();
        Account account =
                new Account(userId, passwords.hash(request.password()), role, Account.Status.ACTIVE, clock.instant());
        Optional<EmailAddress> address = Optional.ofNullable(request.email()).flatMap(EmailAddress::given);
        if (!users.create(account, address, caller.initiatorFor(userId))) {
            throw new Problem(ProblemCode.USER_EXISTS, "Choose another user name.");
        }
        return ResponseEntity.created(
                        UriComponentsBuilder.fromPath("/users/{userId}").build(userId))
                .body(UserView.of(account, address));
    }
}
