package dev.rollcall.api.audit.log;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.transparency.VerifierKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** The name of the transparency log, from the settings, or else kept in the database from the first start on. */
@Component
class LogOrigin {

    private static final String NAME = "audit-origin";

    private static final String DEFAULT = "rollcall";

    private final String value;

    LogOrigin(AuditProperties properties, ClusterSecrets secrets, Issuer issuer) {
        String given = properties.origin();
        this.value = given != null
                ? given
                : new String(
                        secrets.getOrCreate(NAME, () -> byDefault(issuer).getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);
    }

    String value() {
        return value;
    }

    /** Returns the issuer's host, or a fixed name if there is none, or it is {@code localhost} or not a valid name. */
    private static String byDefault(Issuer issuer) {
        return issuer.baseUrl()
                .map(URI::getHost)
                .filter(host -> VerifierKey.isName(host) && !host.equals("localhost"))
                .orElse(DEFAULT);
    }
}
