package dev.rollcall.api.checks;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.checks.*}.
 *
 * @param knownSessions live sessions kept in memory; 0 asks the database every time
 * @param knownTokens verified tokens kept in memory; 0 verifies every time
 */
@ConfigurationProperties("rollcall.checks")
public record ChecksProperties(
        @DefaultValue("200000") int knownSessions,
        @DefaultValue("200000") int knownTokens) {

    public ChecksProperties {
        Assert.isTrue(knownSessions >= 0, "rollcall.checks.known-sessions must be 0 or more");
        Assert.isTrue(knownTokens >= 0, "rollcall.checks.known-tokens must be 0 or more");
    }
}
