package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.event.UserId;
import org.springframework.stereotype.Component;

/** Disables accounts, which ends all their sessions, and enables them again. */
@Component
public class StatusChanges {

    private final Accounts accounts;
    private final SessionEnds ends;

    StatusChanges(Accounts accounts, SessionEnds ends) {
        this.accounts = accounts;
        this.ends = ends;
    }

    /** The account after the change, and the sessions that the change ended. */
    public record Changed(Account account, EndedByCommand ended) {}

    /** @throws Problem {@code CURRENT_ACCOUNT_PROTECTED}, or {@code USER_NOT_FOUND} for a user without an account */
    public Changed change(UserId user, Account.Status status, Caller administrator) {
        if (status == Account.Status.ACTIVE) {
            return new Changed(set(user, status, administrator), EndedByCommand.NONE);
        }
        if (administrator.is(user)) {
            throw new Problem(ProblemCode.CURRENT_ACCOUNT_PROTECTED, "Another administrator must do this.");
        }
        EndedByCommand ended = ends.disabled(user, administrator, () -> set(user, status, administrator));
        return new Changed(accounts.find(user).orElseThrow(() -> KnownUsers.notFound(null)), ended);
    }

    private Account set(UserId user, Account.Status status, Caller administrator) {
        return accounts.setStatus(user, status, administrator.initiatorFor(user))
                .orElseThrow(() -> KnownUsers.notFound(null));
    }
}
