package dev.rollcall.event;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about where a session was started, in one value. Events store it encrypted, see
 * {@link SealedDevice}.
 *
 * @param label readable, for example "Chrome 139 on macOS"
 * @param userAgent as the client sent it, shortened; null if the client sent none
 * @param ipAddress of the client; null if a trusted client started the session without naming an address
 */
public record Device(
        String label, @Nullable String userAgent, @Nullable String ipAddress) {

    /** Replaces a device that cannot be read any more because its user's key was destroyed. */
    public static final Device ERASED = new Device("Erased", null, null);
}
