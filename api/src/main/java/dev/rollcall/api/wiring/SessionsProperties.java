package dev.rollcall.api.wiring;

import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The server's rules for every user who has none of their own: {@code rollcall.sessions.*}. */
@ConfigurationProperties("rollcall.sessions")
record SessionsProperties(
        @DefaultValue("0") int maxSessions,
        @DefaultValue("EVICT_OLDEST") WhenFull whenFull,
        @DefaultValue("PT12H") Duration idleTimeout,
        @DefaultValue("P30D") Duration absoluteTimeout,
        @DefaultValue("5") int maxStartsPerHour) {

    SessionsProperties {
        new SecuritySettings(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
    }

    SecuritySettings toSettings() {
        return new SecuritySettings(maxSessions, whenFull, idleTimeout, absoluteTimeout, maxStartsPerHour);
    }
}
