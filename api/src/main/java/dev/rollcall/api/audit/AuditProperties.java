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
 * @param previousSigningKey PEM file with the Ed25519 private key that 'signing-key' replaces. See docs/keys.md.
 * @param whatIfTimeLimit How long a policy simulation (what-if) may take, 1 second to 1 hour. Then it is answered 503.
 *     See docs/audit-queries.md.
 * @param keepHistory How long ended sessions and their events stay in the database, 1 to 36500 days. The command
 *     'archive' moves older ones to files. See docs/run.md.
 */
@ConfigurationProperties("rollcall.audit")
public record AuditProperties(
        @Nullable String origin,
        @Nullable Path signingKey,
        @Nullable Path previousSigningKey,
        @DefaultValue("PT1M") Duration whatIfTimeLimit,
        @DefaultValue("P400D") Duration keepHistory) {

    /** Much more than the time for which state depends on ended sessions, and more than clocks differ. */
    public static final Duration SHORTEST_HISTORY = Duration.ofDays(1);

    private static final Duration LONGEST_HISTORY = Duration.ofDays(36_500);

    private static final Duration LONGEST = Duration.ofHours(1);

    public AuditProperties {
        Assert.isTrue(
                whatIfTimeLimit.compareTo(Duration.ofSeconds(1)) >= 0 && whatIfTimeLimit.compareTo(LONGEST) <= 0,
                "rollcall.audit.what-if-time-limit must be between 1 second and 1 hour");
        Assert.isTrue(
                keepHistory.compareTo(SHORTEST_HISTORY) >= 0 && keepHistory.compareTo(LONGEST_HISTORY) <= 0,
                "rollcall.audit.keep-history must be between 1 and 36500 days");
        Assert.isTrue(
                signingKey != null || previousSigningKey == null,
                "rollcall.audit.previous-signing-key must not be set without rollcall.audit.signing-key");
        Assert.isTrue(
                origin == null || VerifierKey.isName(origin),
                "rollcall.audit.origin must not be blank or contain spaces, control characters or '+'");
    }
}
