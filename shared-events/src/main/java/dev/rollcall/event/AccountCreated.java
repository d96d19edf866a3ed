package dev.rollcall.event;

import java.time.Instant;

/**
 * An account was created.
 *
 * @param role what its user may do; it never changes: {@code USER}, {@code ADMIN} or {@code AUDITOR}
 * @param mustChangePassword whether the account starts no session until its user has chosen another password
 */
public record AccountCreated(
        UserId userId, String role, boolean mustChangePassword, Way way, Initiator initiator, Instant createdAt)
        implements AccountEvent {

    /** How an account comes to be. */
    public enum Way {
        /** By an administrator who is signed in. */
        ADMINISTRATOR,
        /** By an operator with the command {@code admin create}. */
        OPERATOR,
        /** As the first administrator that the settings name. */
        SETTINGS,
        /** For trying out the service. */
        DEMO
    }

    @Override
    public Instant occurredAt() {
        return createdAt;
    }
}
