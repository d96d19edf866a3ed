package dev.rollcall.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** An Ed25519 key that verifies signed notes (c2sp.org/signed-note). */
public record VerifierKey(String name, byte[] publicKey) {

    private static final String ALGORITHM = "Ed25519";

    private static final byte ED25519 = 1;

    private static final int KEY_BYTES = 32;

    /** The bytes before the key in an X.509 SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Pattern NAME = Pattern.compile("[^+\\p{Cc}\\p{Z}\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Parses the line that verifiers are given: name, id and key.
     *
     * @throws IllegalArgumentException if the line is not a verifier key
     */
    public static VerifierKey parse(String line) {
        String[] parts = line.strip().split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("is not a verifier key of the form name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("is not a verifier key for Ed25519");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        requireKey(key.publicKey());
        if (key.id() != HexFormat.fromHexDigits(parts[1])) {
            throw new IllegalArgumentException("is not a verifier key: its id does not match its name and key");
        }
        return key;
    }

    /** Returns the first four bytes of {@code SHA-256(name || 0x0A || type || key)}. */
    public int id() {
        MessageDigest digest = TreeHash.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        return ByteBuffer.wrap(digest.digest(typedKey())).getInt();
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(javaKey(publicKey));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException invalid) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    /** @throws InvalidKeySpecException if these bytes are not a public key */
    private static PublicKey javaKey(byte[] publicKey) throws GeneralSecurityException {
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + publicKey.length)
                .put(X509_PREFIX)
                .put(publicKey)
                .array();
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static void requireKey(byte[] publicKey) {
        try {
            javaKey(publicKey);
        } catch (InvalidKeySpecException invalidKey) {
            throw new IllegalArgumentException("is not a verifier key for Ed25519", invalidKey);
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    private static IllegalStateException noEd25519(GeneralSecurityException impossible) {
        return new IllegalStateException("every Java platform from 15 on has Ed25519", impossible);
    }

    private byte[] typedKey() {
        return ByteBuffer.allocate(1 + publicKey.length)
                .put(ED25519)
                .put(publicKey)
                .array();
    }

    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(typedKey());
    }
}
