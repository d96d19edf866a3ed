package dev.rollcall.event;

import java.time.Instant;

/** A user's own rules replaced the ones before. Sessions that are live keep the timeouts they started with. */
public record SecuritySettingsChanged(
        UserId userId, SecuritySettingsOverride settings, Initiator initiator, Instant changedAt)
        implements SessionEvent {

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
