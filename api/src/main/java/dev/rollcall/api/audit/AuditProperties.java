package dev.rollcall.api.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * {@code rollcall.audit.*}.
 *
 * @param origin the name of the transparency log; if null, it is taken from the issuer when the log is first asked for
 * @param signingKey a PEM file with an Ed25519 private key (PKCS #8); if null, one is made and kept in the database
 */
@ConfigurationProperties("rollcall.audit")
record AuditProperties(@Nullable String origin, @Nullable Path signingKey) {

    AuditProperties {
        Assert.isTrue(
                origin == null || VerifierKey.isName(origin),
                "rollcall.audit.origin must not be blank, and must not have spaces, control characters or '+'");
    }
}
