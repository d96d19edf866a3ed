package dev.rollcall.api.audit;

import dev.rollcall.transparency.VerifierKey;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.audit.*}.
 *
 * @param origin the name of the transparency log; if null, it is taken from the issuer at the first start and kept
 * @param signingKey a PEM file with an Ed25519 private key (PKCS #8); if null, one is generated and kept in the
 *     database
 * @param whatIfTimeLimit the time after which a policy simulation is aborted
 */
@ConfigurationProperties("rollcall.audit")
public record AuditProperties(
        @Nullable String origin,
        @Nullable Path signingKey,
        @DefaultValue("PT1M") Duration whatIfTimeLimit) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public AuditProperties {
        Assert.isTrue(
                whatIfTimeLimit.compareTo(Duration.ofSeconds(1)) >= 0 && whatIfTimeLimit.compareTo(LONGEST) <= 0,
                "rollcall.audit.what-if-time-limit must be between 1 second and 1 hour");
        Assert.isTrue(
                origin == null || VerifierKey.isName(origin),
                "rollcall.audit.origin must not be blank or contain spaces, control characters or '+'");
    }
}
