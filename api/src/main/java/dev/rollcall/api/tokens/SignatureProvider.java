package dev.rollcall.api.tokens;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the JCA provider for signatures: Conscrypt's native one where it loads, which is about twenty times as fast
 * as the JDK's.
 */
public final class SignatureProvider {

    private static final Logger log = LoggerFactory.getLogger(SignatureProvider.class);

    private SignatureProvider() {}

    public static Provider best() {
        if (Conscrypt.isAvailable()) {
            return Conscrypt.newProvider();
        }
        log.info(
                "Conscrypt is not available on this platform; using the slower JDK provider to sign and verify tokens");
        return Security.getProvider("SunEC");
    }
}
