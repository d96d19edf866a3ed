package dev.rollcall.event;

import java.time.Instant;

/**
 * Everything that can happen to the sessions of one user. The stored type of an event is its class name, so renaming or
 * moving a permitted record needs an upcaster. Events are kept forever, old ones in archives, and contain no
 * secrets; personal data in them is confined to the {@link SealedDevice}.
 */
public sealed interface SessionEvent permits SessionStarted, SessionEnding, SecuritySettingsChanged {

    UserId userId();

    /** Returns when the event happened; for an expiry, when it was due. */
    Instant occurredAt();
}
