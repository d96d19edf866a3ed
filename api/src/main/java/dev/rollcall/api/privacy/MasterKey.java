package dev.rollcall.api.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wraps the keys of users. It is kept outside the database, so that a copy of the database reveals no personal data. */
final class MasterKey {

    private static final int ID_BYTES = 4;

    private final byte[] key;
    private final Aead aead;
    private final String id;

    /** @param key 32 bytes */
    MasterKey(byte[] key) {
        this.key = key.clone();
        this.aead = AeadKey.of(key);
        this.id = idOf(key);
    }

    /** Returns 8 hexadecimal digits, which tell keys apart and reveal nothing about them. */
    String id() {
        return id;
    }

    byte[] wrap(byte[] other, byte[] context) {
        try {
            return aead.encrypt(other, context);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return empty if it was wrapped by another master key */
    Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
        try {
            return Optional.of(aead.decrypt(wrapped, context));
        } catch (GeneralSecurityException anotherKey) {
            return Optional.empty();
        }
    }

    /** Returns the key of pseudonyms of an installation that begins with this master key. */
    byte[] firstPseudonymKey() {
        return NameKey.bytesFrom(key);
    }

    private static String idOf(byte[] key) {
        try {
            return HexFormat.of()
                    .formatHex(Hkdf.computeHkdf("HmacSHA256", key, new byte[0], "id".getBytes(UTF_8), ID_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKey that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return id;
    }
}
