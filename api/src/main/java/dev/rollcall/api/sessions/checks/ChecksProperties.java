package dev.rollcall.api.sessions.checks;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.checks.*}.
 *
 * @param knownSessions Live sessions that a node keeps in memory. With 0, every check asks the database.
 */
@ConfigurationProperties("rollcall.checks")
record ChecksProperties(@DefaultValue("200000") int knownSessions) {

    ChecksProperties {
        Assert.isTrue(knownSessions >= 0, "rollcall.checks.known-sessions must be 0 or more");
    }
}
