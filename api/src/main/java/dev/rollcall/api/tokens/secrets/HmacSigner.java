package dev.rollcall.api.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs values that clients send back later, as {@code <content>.<mac>}. The MAC is HMAC-SHA-256 (RFC 2104) with a key
 * that all nodes share, so that nothing secret is stored per value.
 */
public final class HmacSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKey key;

    /** @param name the name of the shared secret that is the key; each kind of value has its own */
    public HmacSigner(ClusterSecrets secrets, String name) {
        this.key = new SecretKeySpec(secrets.getOrCreate(name, HmacSigner::randomKey), ALGORITHM);
    }

    public String sign(String content) {
        return content + "." + mac(content);
    }

    /** @return the content, or empty if this service did not sign the value */
    public Optional<String> verify(String signed) {
        int end = signed.lastIndexOf('.');
        return end >= 0 && isSame(mac(signed.substring(0, end)), signed.substring(end + 1))
                ? Optional.of(signed.substring(0, end))
                : Optional.empty();
    }

    /** Returns the MAC alone, in base64url. */
    public String mac(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Compares in constant time. */
    private static boolean isSame(String mac, String given) {
        return MessageDigest.isEqual(mac.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] randomKey() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
