package dev.rollcall.event;

import java.time.Instant;

/** An account was disabled. Its user can start no session until it is enabled. */
public record AccountDisabled(UserId userId, Initiator initiator, Instant disabledAt) implements AccountEvent {

    @Override
    public Instant occurredAt() {
        return disabledAt;
    }
}
