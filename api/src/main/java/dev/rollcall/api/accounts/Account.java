package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.time.Instant;

/**
 * A local account. Its user id is its user name.
 *
 * @param mustChangePassword whether the account starts no session until its user has chosen another password
 */
public record Account(
        UserId userId, String passwordHash, Role role, Status status, Instant createdAt, boolean mustChangePassword) {

    /** An account whose password need not be changed. */
    public Account(UserId userId, String passwordHash, Role role, Status status, Instant createdAt) {
        this(userId, passwordHash, role, status, createdAt, false);
    }

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

    /**
     * Checks whether sessions may start.
     *
     * @throws Problem {@code ACCOUNT_DISABLED} or {@code PASSWORD_CHANGE_REQUIRED}
     */
    public Account requireUsable() {
        if (mustChangePassword) {
            throw new Problem(
                    ProblemCode.PASSWORD_CHANGE_REQUIRED, "Log in with a newPassword, which replaces the password.");
        }
        return requireActive();
    }

    Account withPassword(String newHash) {
        return new Account(userId, newHash, role, status, createdAt);
    }

    @Override
    public String toString() {
        return userId + " (" + role + ", " + status + ")";
    }
}
