package dev.rollcall.api.sessions;

import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SettingsBounds;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.sessions.*}: the default rules for sessions, and the limits for rules that users and administrators
 * set.
 *
 * @param maxSessions Live sessions per user, at most 'hard-cap'. 0 means any number up to that.
 * @param whenFull What happens to a login that would exceed 'max-sessions'.
 * @param idleTimeout How long a session may be unused, 1 second to 3650 days.
 * @param absoluteTimeout How long a session may last however much it is used, 1 second to 3650 days.
 * @param maxStartsPerHour Sessions that a user may start in any hour, at most 1000. 0 means any number.
 * @param hardCap Live sessions that a user may have, whatever the other settings say. 0 means any number.
 */
@ConfigurationProperties("rollcall.sessions")
record SessionsProperties(
        @DefaultValue("0") int maxSessions,
        @DefaultValue("EVICT_OLDEST") WhenFull whenFull,
        @DefaultValue("PT12H") Duration idleTimeout,
        @DefaultValue("P30D") Duration absoluteTimeout,
        @DefaultValue("5") int maxStartsPerHour,
        @DefaultValue("1000") int hardCap,
        @DefaultValue UserBounds userBounds) {

    /**
     * How far users may loosen their own rules; null means no further than the server's own.
     *
     * @param maxSessions Highest 'max-sessions' that users may set for themselves, no lower than the server's own. 0
     *     means any number. Default: the value of 'max-sessions'.
     * @param idleTimeout Longest 'idle-timeout' that users may set for themselves, no shorter than the server's own.
     *     Default: the value of 'idle-timeout'.
     * @param absoluteTimeout Longest 'absolute-timeout' that users may set for themselves, no shorter than the server's
     *     own. Default: the value of 'absolute-timeout'.
     */
    record UserBounds(
            @Nullable Integer maxSessions,
            @Nullable Duration idleTimeout,
            @Nullable Duration absoluteTimeout) {}

    SessionsProperties {
        toSettings(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour, hardCap, userBounds);
    }

    OperatorSettings toSettings() {
        return toSettings(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour, hardCap, userBounds);
    }

    private static OperatorSettings toSettings(
            int maxSessions,
            WhenFull whenFull,
            Duration idleTimeout,
            Duration absoluteTimeout,
            int maxStartsPerHour,
            int hardCap,
            UserBounds bounds) {
        try {
            return new OperatorSettings(
                    new SecuritySettings(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour),
                    new SettingsBounds(
                            Objects.requireNonNullElse(bounds.maxSessions(), maxSessions),
                            Objects.requireNonNullElse(bounds.idleTimeout(), idleTimeout),
                            Objects.requireNonNullElse(bounds.absoluteTimeout(), absoluteTimeout)),
                    hardCap);
        } catch (InvalidSetting invalid) {
            String name = DataObjectPropertyName.toDashedForm(invalid.field());
            throw new IllegalArgumentException("rollcall.sessions." + name + " " + invalid.rule());
        }
    }
}
