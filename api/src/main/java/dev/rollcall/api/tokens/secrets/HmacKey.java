package dev.rollcall.api.tokens.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA-256 (RFC 2104). */
public final class HmacKey {

    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    /** @param key usually 32 bytes */
    public HmacKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Returns 32 random bytes for a new key. */
    public static byte[] random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Returns the MAC in base64url. */
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
    boolean isMac(String given, String content) {
        return MessageDigest.isEqual(
                mac(content).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "HmacKey";
    }
}
