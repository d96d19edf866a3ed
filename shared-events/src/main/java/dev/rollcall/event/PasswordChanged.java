package dev.rollcall.event;

import java.time.Instant;

/**
 * The password of an account was replaced.
 *
 * @param mustChangePassword whether the account starts no session until its user has chosen another password
 */
public record PasswordChanged(
        UserId userId, Way way, boolean mustChangePassword, Initiator initiator, Instant changedAt)
        implements AccountEvent {

    /** How a password is replaced. */
    public enum Way {
        /** By the user, who knew the current one. */
        CURRENT_PASSWORD,
        /** By the holder of a reset link. */
        RESET_LINK,
        /** By an operator with the command {@code admin reset-password}. */
        OPERATOR
    }

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
