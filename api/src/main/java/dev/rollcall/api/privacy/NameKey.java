package dev.rollcall.api.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Hkdf;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives names that reveal nothing without the key, always the same for the same value: HMAC-SHA-256 (RFC 2104) with a
 * separate key that is derived from another one (HKDF, RFC 5869).
 */
final class NameKey {

    private static final String ALGORITHM = "HmacSHA256";

    private static final int BYTES = 32;

    private final SecretKey key;

    private NameKey(SecretKey key) {
        this.key = key;
    }

    /** @param key 32 bytes that are used for nothing else */
    static NameKey of(byte[] key) {
        return new NameKey(new SecretKeySpec(key, ALGORITHM));
    }

    static NameKey derivedFrom(byte[] other) {
        return of(bytesFrom(other));
    }

    /** Derives the 32 bytes of such a key from another one. */
    static byte[] bytesFrom(byte[] other) {
        return bytesFrom(other, "names");
    }

    /** Derives the 32 bytes of a key from another one, for one purpose only. */
    static byte[] bytesFrom(byte[] other, String purpose) {
        try {
            return Hkdf.computeHkdf(ALGORITHM, other, new byte[0], purpose.getBytes(UTF_8), BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Returns 43 characters of base64url, none of which is a colon. */
    String of(String kind, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] name = mac.doFinal((kind + "\n" + value).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
