package dev.rollcall.api.tokens;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JCA provider for signatures: Conscrypt's native one, about twenty times as fast as the JDK's, where it loads. */
public final class SignatureProvider {

    private static final Logger log = LoggerFactory.getLogger(SignatureProvider.class);

    private SignatureProvider() {}

    public static Provider best() {
        if (Conscrypt.isAvailable()) {
            return Conscrypt.newProvider();
        }
        log.info("Conscrypt does not load on this platform; the JDK signs and verifies tokens, which takes more time");
        return Security.getProvider("SunEC");
    }
}
