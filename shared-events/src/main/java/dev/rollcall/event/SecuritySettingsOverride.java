package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The settings in which one user differs from the server; null means "use the server's value". */
public record SecuritySettingsOverride(
        @Nullable Integer maxSessions,
        @Nullable WhenFull whenFull,
        @Nullable Duration idleTimeout,
        @Nullable Duration absoluteTimeout,
        @Nullable Integer maxStartsPerHour) {

    public static final SecuritySettingsOverride NONE = new SecuritySettingsOverride(null, null, null, null, null);

    /**
     * Returns these settings, with the server's values where they are null.
     *
     * @throws InvalidSetting if a value is out of range
     */
    public SecuritySettings appliedTo(SecuritySettings server) {
        return new SecuritySettings(
                maxSessions == null ? server.maxSessions() : maxSessions,
                whenFull == null ? server.whenFull() : whenFull,
                idleTimeout == null ? server.idleTimeout() : idleTimeout,
                absoluteTimeout == null ? server.absoluteTimeout() : absoluteTimeout,
                maxStartsPerHour == null ? server.maxStartsPerHour() : maxStartsPerHour);
    }
}
