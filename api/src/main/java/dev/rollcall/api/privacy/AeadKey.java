package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a given key and random nonces, in the form of Tink's raw keys: the nonce, the
 * ciphertext and the tag. The cipher is Java's own. Tink's would build a source of random numbers, and a security
 * provider for it, for every thread that encrypts; with a virtual thread for each request that takes a millisecond.
 */
final class AeadKey implements Aead {

    static final int BYTES = 32;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BYTES = 16;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Looked up once: searching all providers takes as long as encrypting a device. */
    private static final Provider PROVIDER = provider();

    private final SecretKey key;

    private AeadKey(SecretKey key) {
        this.key = key;
    }

    /** @param key 32 bytes */
    static Aead of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("an AES-256 key has 32 bytes");
        }
        return new AeadKey(new SecretKeySpec(key, "AES"));
    }

    /** Returns a new key of 32 bytes. */
    static byte[] random() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + TRANSFORMATION, impossible);
        }
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] encrypted = Arrays.copyOf(nonce, NONCE_BYTES + plaintext.length + TAG_BYTES);
        cipher(Cipher.ENCRYPT_MODE, nonce, associatedData)
                .doFinal(plaintext, 0, plaintext.length, encrypted, NONCE_BYTES);
        return encrypted;
    }

    @Override
    public byte[] decrypt(byte[] encrypted, byte[] associatedData) throws GeneralSecurityException {
        if (encrypted.length < NONCE_BYTES + TAG_BYTES) {
            throw new AEADBadTagException("too short");
        }
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(encrypted, NONCE_BYTES), associatedData)
                .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associatedData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION, PROVIDER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
