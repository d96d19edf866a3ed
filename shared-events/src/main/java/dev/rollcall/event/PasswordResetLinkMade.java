package dev.rollcall.event;

import java.time.Instant;

/** A link was made with which a password can be replaced, once and until it expires. Earlier links became void. */
public record PasswordResetLinkMade(UserId userId, Instant expiresAt, Initiator initiator, Instant madeAt)
        implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return madeAt;
    }
}
