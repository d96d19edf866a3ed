package dev.rollcall.event;

import java.time.Instant;

/**
 * Everything that can happen to the sessions of one user. The stored type of an event is its class name, so renaming or
 * moving a permitted record needs an upcaster. Events are kept for ever and carry nothing secret; what is personal in
 * them stays inside {@link Device}.
 */
public sealed interface SessionEvent permits SessionStarted, SessionEnding, SecuritySettingsChanged {

    UserId userId();

    /** When it happened; for an expiry, when it was due. */
    Instant occurredAt();
}
