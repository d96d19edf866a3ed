package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loosest rules that users may choose for themselves. {@code whenFull} has no bound, because none of its values
 * allows more sessions than another.
 *
 * @param maxSessions 0 means any number
 */
public record SettingsBounds(int maxSessions, Duration idleTimeout, Duration absoluteTimeout) {

    /** @throws InvalidSetting if a value exceeds these bounds; it names the first such field */
    public void require(SecuritySettingsOverride requested) {
        if (requested.maxSessions() != null && SecuritySettings.isLooser(requested.maxSessions(), maxSessions)) {
            throw new InvalidSetting("maxSessions", "must be between 1 and " + maxSessions);
        }
        require(requested.idleTimeout(), idleTimeout, "idleTimeout");
        require(requested.absoluteTimeout(), absoluteTimeout, "absoluteTimeout");
    }

    /**
     * Returns the user's own settings, limited to these bounds. The limit of starts is dropped, because users cannot
     * set it.
     */
    SecuritySettingsOverride clamp(SecuritySettingsOverride own) {
        return new SecuritySettingsOverride(
                own.maxSessions() == null ? null : SecuritySettings.tighter(own.maxSessions(), maxSessions),
                own.whenFull(),
                own.idleTimeout() == null ? null : shorter(own.idleTimeout(), idleTimeout),
                own.absoluteTimeout() == null ? null : shorter(own.absoluteTimeout(), absoluteTimeout),
                null);
    }

    private static void require(@Nullable Duration requested, Duration longest, String field) {
        if (requested != null && requested.compareTo(longest) > 0) {
            throw new InvalidSetting(field, "must be at most " + longest);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
