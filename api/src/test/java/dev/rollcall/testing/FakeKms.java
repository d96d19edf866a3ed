package dev.rollcall.testing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A KMS for URIs like {@code fake-kms://key}, in this JVM. It can be made unreachable. */
public final class FakeKms implements KmsClient {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** How often it was asked. */
    public static final AtomicInteger CALLS = new AtomicInteger();

    private static volatile boolean reachable = true;

    public static void setReachable(boolean isReachable) {
        reachable = isReachable;
    }

    @Override
    public boolean doesSupport(String keyUri) {
        return keyUri.startsWith("fake-kms://");
    }

    @Override
    public KmsClient withCredentials(String path) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String keyUri) {
        return new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
                byte[] nonce = Arrays.copyOf(digest(associatedData), NONCE);
                byte[] encrypted = cipher(keyUri, Cipher.ENCRYPT_MODE, nonce, associatedData)
                        .doFinal(plaintext);
                byte[] all = Arrays.copyOf(nonce, NONCE + encrypted.length);
                System.arraycopy(encrypted, 0, all, NONCE, encrypted.length);
                return all;
            }

            @Override
            public byte[] decrypt(byte[] all, byte[] associatedData) throws GeneralSecurityException {
                return cipher(keyUri, Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE), associatedData)
                        .doFinal(all, NONCE, all.length - NONCE);
            }
        };
    }

    private static Cipher cipher(String keyUri, int mode, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        CALLS.incrementAndGet();
        if (!reachable) {
            throw new GeneralSecurityException("connection refused");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(digest(keyUri.getBytes(StandardCharsets.UTF_8)), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }

    private static byte[] digest(byte[] text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text);
    }
}
