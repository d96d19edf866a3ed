package dev.rollcall.event;

import java.time.Instant;

/** An account that was disabled was enabled again. */
public record AccountEnabled(UserId userId, Initiator initiator, Instant enabledAt) implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return enabledAt;
    }
}
