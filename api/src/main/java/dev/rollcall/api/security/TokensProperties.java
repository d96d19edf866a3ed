package dev.rollcall.api.security;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.tokens.*}.
 *
 * @param issuer the claim {@code iss}; if null, the base URL of the first node that started on this database
 * @param signingKey a PEM file with a P-256 private key (PKCS #8); if null, a key is made and kept in the database
 */
@ConfigurationProperties("rollcall.tokens")
record TokensProperties(
        @Nullable String issuer,
        @DefaultValue("rollcall") String audience,
        @DefaultValue("PT15M") Duration accessTokenLifetime,
        @DefaultValue("PT10S") Duration refreshTokenGrace,
        @Nullable Path signingKey) {

    TokensProperties {
        Assert.isTrue(issuer == null || !issuer.isBlank(), "rollcall.tokens.issuer must not be blank");
        Assert.hasText(audience, "rollcall.tokens.audience must not be blank");
        Assert.isTrue(
                accessTokenLifetime.toSeconds() >= 1 && accessTokenLifetime.toHours() <= 24,
                "rollcall.tokens.access-token-lifetime must be between 1 second and 24 hours");
        Assert.isTrue(
                !refreshTokenGrace.isNegative() && refreshTokenGrace.toMinutes() <= 5,
                "rollcall.tokens.refresh-token-grace must be between 0 and 5 minutes");
    }
}
