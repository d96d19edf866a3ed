package dev.rollcall.api.tokens;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.tokens.*}.
 *
 * @param issuer Claim 'iss' of tokens. Set it to the public base URL. See docs/install.md. Default: base URL of the
 *     node that started first.
 * @param audience Claim 'aud' of tokens.
 * @param accessTokenLifetime Lifetime of an access token, 1 second to 24 hours. Each token gets up to 5 % less, so that
 *     clients do not all refresh at the same moment.
 * @param refreshTokenGrace How long a used refresh token is still accepted, at most 5 minutes. With 0, it is accepted
 *     once.
 * @param signingKey PEM file with the P-256 private key (PKCS #8) that signs tokens. See docs/keys.md. Default: keys
 *     generated and stored in the database.
 * @param previousSigningKeys PEM files with P-256 keys, private or public, that still verify tokens. Only together with
 *     'signing-key'.
 * @param signingKeyPublication How long a new key, also of refresh tokens and page cookies, is known before it signs, 1
 *     second to 24 hours.
 * @param signingKeyLifetime Age at which a signing key is replaced. Longer than 'signing-key-publication'. 0 means
 *     never.
 */
@ConfigurationProperties("rollcall.tokens")
public record TokensProperties(
        @Nullable String issuer,
        @DefaultValue("rollcall") String audience,
        @DefaultValue("PT15M") Duration accessTokenLifetime,
        @DefaultValue("PT10S") Duration refreshTokenGrace,
        @Nullable Path signingKey,
        @DefaultValue List<Path> previousSigningKeys,
        @DefaultValue("PT10M") Duration signingKeyPublication,
        @DefaultValue("P90D") Duration signingKeyLifetime) {

    /** The clock skew allowed between nodes and identity providers. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** The longest lifetime of an access token that is accepted, whatever the token says. */
    public static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    public TokensProperties {
        Assert.isTrue(issuer == null || !issuer.isBlank(), "rollcall.tokens.issuer must not be blank");
        Assert.hasText(audience, "rollcall.tokens.audience must not be blank");
        Assert.isTrue(
                accessTokenLifetime.toSeconds() >= 1 && accessTokenLifetime.compareTo(LONGEST_LIFETIME) <= 0,
                "rollcall.tokens.access-token-lifetime must be between 1 second and 24 hours");
        Assert.isTrue(
                !refreshTokenGrace.isNegative() && refreshTokenGrace.toMinutes() <= 5,
                "rollcall.tokens.refresh-token-grace must be between 0 and 5 minutes");
        Assert.isTrue(
                signingKey != null || previousSigningKeys.isEmpty(),
                "rollcall.tokens.previous-signing-keys must not be set without rollcall.tokens.signing-key");
        Assert.isTrue(
                signingKeyPublication.toSeconds() >= 1 && signingKeyPublication.toHours() <= 24,
                "rollcall.tokens.signing-key-publication must be between 1 second and 24 hours");
        Assert.isTrue(
                signingKeyLifetime.isZero() || signingKeyLifetime.compareTo(signingKeyPublication) > 0,
                "rollcall.tokens.signing-key-lifetime must be 0 (never replaced) or longer than signing-key-publication");
    }
}
