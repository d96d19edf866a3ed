package dev.rollcall.api.audit.log;

import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.springframework.boot.ssl.pem.PemContent;

/** A key that signs for the transparency log (Ed25519, RFC 8032). */
final class LogKey {

    private final Ed25519PrivateKeyParameters privateKey;
    private final VerifierKey verifierKey;

    private LogKey(Ed25519PrivateKeyParameters privateKey, String origin) {
        this.privateKey = privateKey;
        this.verifierKey =
                new VerifierKey(origin, privateKey.generatePublicKey().getEncoded());
    }

    /** @param pkcs8 a private key as {@link #generate} makes it */
    static LogKey stored(byte[] pkcs8, String origin) {
        return new LogKey(parse(pkcs8), origin);
    }

    /**
     * Reads a key from a PEM file.
     *
     * @param setting that names the file
     */
    static LogKey ofFile(String setting, Path file, String origin) {
        try {
            PrivateKey key = PemContent.load(file).getPrivateKey();
            if (key == null) {
                throw new IOException("no private key in " + file);
            }
            return stored(key.getEncoded(), origin);
        } catch (IOException | RuntimeException unusable) {
            throw WrongSetting.ofFile(setting, file, "is not a PEM file with an Ed25519 private key", unusable);
        }
    }

    /** Returns a new private key (PKCS #8). */
    static byte[] generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", impossible);
        }
    }

    VerifierKey verifierKey() {
        return verifierKey;
    }

    SignedNote.Signature sign(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(bytes, 0, bytes.length);
        return new SignedNote.Signature(verifierKey.name(), verifierKey.id(), signer.generateSignature());
    }

    boolean is(VerifierKey other) {
        return verifierKey.toString().equals(other.toString());
    }

    private static Ed25519PrivateKeyParameters parse(byte[] pkcs8) {
        try {
            return (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8);
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalStateException("The key of the transparency log is not an Ed25519 key", unusable);
        }
    }

    /** Never shows the private key. */
    @Override
    public String toString() {
        return verifierKey.toString();
    }
}
