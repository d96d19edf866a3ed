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
 * @param origin Name of the transparency log, without spaces, control characters or plus signs. Set it before auditors
 *     rely on the log. Default: host of the issuer, or else 'rollcall'; stored in the database at the first use.
 * @param signingKey PEM file with the Ed25519 private key (PKCS #8) that signs checkpoints. See docs/keys.md. Default:
 *     a key generated and stored in the database.
 * @param whatIfTimeLimit How long a policy simulation (what-if) may take, 1 second to 1 hour. Then it is answered 503.
 *     See docs/audit-queries.md.
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
