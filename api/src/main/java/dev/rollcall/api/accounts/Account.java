package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;

/** A local account. Its user id is its user name. */
public record Account(UserId userId, String passwordHash, Role role, Status status) {

    /** What an account may do: sign in only while {@code ACTIVE}. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    @Override
    public String toString() {
        return userId + " (" + role + ", " + status + ")";
    }
}
