package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows and removes users. */
@RestController
@RequestMapping(path = "/users/{userId}", produces = MediaType.APPLICATION_JSON_VALUE)
class UsersController {

    private final Accounts accounts;
    private final KnownUsers users;
    private final UserRemoval removal;
    private final EmailChanges emails;

    UsersController(Accounts accounts, KnownUsers users, UserRemoval removal, EmailChanges emails) {
        this.accounts = accounts;
        this.users = users;
        this.removal = removal;
        this.emails = emails;
    }

    /** @throws Problem {@code USER_NOT_FOUND} also for a user without an account */
    @GetMapping
    @Operation(summary = "Get a user with an account")
    UserView getUser(@PathVariable String userId, @AuthenticationPrincipal Caller caller) {
        return accounts.find(users.require(userId, caller))
                .map(account -> UserView.of(account, emails.find(account.userId())))
                .orElseThrow(() -> KnownUsers.notFound(null));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a user, with or without an account, and end all their sessions; for administrators")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.CURRENT_ACCOUNT_PROTECTED})
    void remove(@PathVariable String userId, @AuthenticationPrincipal Caller caller) {
        UserId user = users.require(userId, caller);
        if (caller.is(user)) {
            throw new Problem(ProblemCode.CURRENT_ACCOUNT_PROTECTED, "Another administrator must do this.");
        }
        removal.remove(user, caller);
    }
}
