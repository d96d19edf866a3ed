package dev.rollcall.event;

import java.time.Instant;

/** An account was removed. The name may be given to another account if it never had a session. */
public record AccountRemoved(UserId userId, Initiator initiator, Instant removedAt) implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return removedAt;
    }
}
