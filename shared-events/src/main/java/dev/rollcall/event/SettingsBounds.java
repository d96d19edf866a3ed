package dev.rollcall.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The loosest rules that users may choose for themselves. Which of several sessions yields is free: no choice allows more
 * than another.
 *
 * @param maxSessions 0 means any number
 */
public record SettingsBounds(int maxSessions, Duration idleTimeout, Duration absoluteTimeout) {

    /** @throws InvalidSetting naming a value that is beyond these bounds */
    public void require(SecuritySettingsOverride wish) {
        if (wish.maxSessions() != null && SecuritySettings.isLooser(wish.maxSessions(), maxSessions)) {
            throw new InvalidSetting("maxSessions", "must be between 1 and " + maxSessions);
        }
        require(wish.idleTimeout(), idleTimeout, "idleTimeout");
        require(wish.absoluteTimeout(), absoluteTimeout, "absoluteTimeout");
    }

    /** What of a user's own settings is within the bounds; the limit of starts never is. */
    SecuritySettingsOverride cut(SecuritySettingsOverride own) {
        return new SecuritySettingsOverride(
                own.maxSessions() == null ? null : SecuritySettings.tighter(own.maxSessions(), maxSessions),
                own.whenFull(),
                own.idleTimeout() == null ? null : shorter(own.idleTimeout(), idleTimeout),
                own.absoluteTimeout() == null ? null : shorter(own.absoluteTimeout(), absoluteTimeout),
                null);
    }

    private static void require(@Nullable Duration wish, Duration longest, String field) {
        if (wish != null && wish.compareTo(longest) > 0) {
            throw new InvalidSetting(field, "must be at most " + longest);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
