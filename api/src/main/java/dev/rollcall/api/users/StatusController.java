package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Disables and enables accounts. */
@RestController
class StatusController {

    record StatusRequest(@NotNull Account.Status status) {}

    /** @param sessionIds the sessions that the change ended, oldest first */
    record StatusResponse(UserId userId, Role role, Account.Status status, List<SessionId> sessionIds) {}

    private final KnownUsers users;
    private final StatusChanges changes;

    StatusController(KnownUsers users, StatusChanges changes) {
        this.users = users;
        this.changes = changes;
    }

    @PutMapping(
            path = "/users/{userId}/status",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Disable an account, which ends all its sessions, or enable it again; for administrators")
    @ProblemResponses({ProblemCode.FORBIDDEN, ProblemCode.CURRENT_ACCOUNT_PROTECTED})
    StatusResponse putStatus(
            @PathVariable String userId,
            @AuthenticationPrincipal Caller caller,
            @Valid @RequestBody StatusRequest request) {
        StatusChanges.Changed changed = changes.change(users.require(userId, caller), request.status(), caller);
        Account account = changed.account();
        return new StatusResponse(
                account.userId(),
                account.role(),
                account.status(),
                changed.ended().sessionIds());
    }
}
