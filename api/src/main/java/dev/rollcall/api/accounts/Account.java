package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.time.Instant;

/** A local account. Its user id is its user name. */
public record Account(UserId userId, String passwordHash, Role role, Status status, Instant createdAt) {

    /** Whether an account may be used: only an {@code ACTIVE} account can log in. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    /** @throws Problem {@code ACCOUNT_DISABLED} unless the account is active */
    public Account requireActive() {
        if (status == Status.DISABLED) {
            throw new Problem(ProblemCode.ACCOUNT_DISABLED, "An administrator must enable it first.");
        }
        return this;
    }

    @Override
    public String toString() {
        return userId + " (" + role + ", " + status + ")";
    }
}
