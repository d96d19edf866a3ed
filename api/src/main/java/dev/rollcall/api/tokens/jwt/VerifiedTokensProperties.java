package dev.rollcall.api.tokens.jwt;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The settings in {@code rollcall.checks.*} that are about tokens.
 *
 * @param knownTokens Tokens that a node has verified or issued, and keeps in memory. With 0, every signature is verified
 *     again.
 */
@ConfigurationProperties("rollcall.checks")
record VerifiedTokensProperties(@DefaultValue("200000") int knownTokens) {

    VerifiedTokensProperties {
        Assert.isTrue(knownTokens >= 0, "rollcall.checks.known-tokens must be 0 or more");
    }
}
