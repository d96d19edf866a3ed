package dev.rollcall.api.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A key that verifies signed notes (c2sp.org/signed-note), of the signature type Ed25519. */
public record VerifierKey(String name, byte[] publicKey) {

    private static final byte ED25519 = 1;

    private static final Pattern NAME = Pattern.compile("[^+\\p{Cc}\\p{Z}\\s]+", Pattern.UNICODE_CHARACTER_CLASS);

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The line that is handed to verifiers: name, id and key.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static VerifierKey parse(String line) {
        String[] parts = line.strip().split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("is not a verifier key: name+id+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + Ed25519PublicKeyParameters.KEY_SIZE || typed[0] != ED25519) {
            throw new IllegalArgumentException("is not a verifier key for Ed25519");
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (key.id() != HexFormat.fromHexDigits(parts[1])) {
            throw new IllegalArgumentException("is not a verifier key: its id is not that of name and key");
        }
        return key;
    }

    /** The first four bytes of {@code SHA-256(name || 0x0A || type || key)}. */
    int id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(typedKey());
            return ByteBuffer.wrap(digest.digest()).getInt();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    boolean verifies(byte[] text, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
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
