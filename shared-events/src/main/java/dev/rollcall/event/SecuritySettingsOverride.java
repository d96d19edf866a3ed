package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one user's settings say differently from the server's; null means "as the server has it". */
public record SecuritySettingsOverride(
        @Nullable Integer maxSessions,
        @Nullable WhenFull whenFull,
        @Nullable Duration idleTimeout,
        @Nullable Duration absoluteTimeout,
        @Nullable Integer maxStartsPerHour) {

    public static final SecuritySettingsOverride NONE = new SecuritySettingsOverride(null, null, null, null, null);

    /** @throws InvalidSetting if a value is out of its range */
    public SecuritySettings over(SecuritySettings server) {
        return new SecuritySettings(
                maxSessions == null ? server.maxSessions() : maxSessions,
                whenFull == null ? server.whenFull() : whenFull,
                idleTimeout == null ? server.idleTimeout() : idleTimeout,
                absoluteTimeout == null ? server.absoluteTimeout() : absoluteTimeout,
                maxStartsPerHour == null ? server.maxStartsPerHour() : maxStartsPerHour);
    }
}
