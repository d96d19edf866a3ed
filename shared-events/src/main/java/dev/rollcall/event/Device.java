package dev.rollcall.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a session was started: all that is known of a person's surroundings, kept in one value. Events have it sealed,
 * see {@link SealedDevice}.
 *
 * @param label readable, for example "Chrome 139 on macOS"
 * @param userAgent as the client sent it, shortened; null when it sent none
 * @param ipAddress of the client; null when a trusted client started the session without naming it
 */
public record Device(
        String label, @Nullable String userAgent, @Nullable String ipAddress) {

    /** What is left of a device when its user's key was destroyed. */
    public static final Device ERASED = new Device("Erased", null, null);
}
