package dev.rollcall.event;

import java.time.Instant;

/** New settings for a user replaced the previous ones. Live sessions keep the timeouts with which they started. */
public record SecuritySettingsChanged(
        UserId userId, SecuritySettingsOverride settings, Initiator initiator, Instant changedAt)
        implements SessionEvent {

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
