package dev.rollcall.api.audit.log;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.stereotype.Component;

/**
 * The name of the log and the key that signs its checkpoints. Auditors identify the log by them, so both are kept in
 * the database from the first start on, unless they are set.
 */
@Component
public class LogKey {

    private static final String KEY_NAME = "audit-signing-key";

    private static final String ORIGIN_NAME = "audit-origin";

    private static final String DEFAULT_ORIGIN = "rollcall";

    private final Ed25519PrivateKeyParameters privateKey;
    private final VerifierKey verifierKey;

    LogKey(AuditProperties properties, ClusterSecrets secrets, Issuer issuer) {
        this.privateKey = properties.signingKey() == null
                ? parse(secrets.getOrCreate(KEY_NAME, LogKey::generate))
                : read(properties.signingKey());
        String origin = properties.origin() == null
                ? new String(
                        secrets.getOrCreate(
                                ORIGIN_NAME, () -> defaultOrigin(issuer).getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8)
                : properties.origin();
        this.verifierKey =
                new VerifierKey(origin, privateKey.generatePublicKey().getEncoded());
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    SignedNote sign(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(bytes, 0, bytes.length);
        return new SignedNote(
                text,
                List.of(new SignedNote.Signature(verifierKey.name(), verifierKey.id(), signer.generateSignature())));
    }

    /** Returns the issuer's host, or a fixed name if there is none, or it is {@code localhost} or not a valid name. */
    private static String defaultOrigin(Issuer issuer) {
        return issuer.baseUrl()
                .map(URI::getHost)
                .filter(host -> VerifierKey.isName(host) && !host.equals("localhost"))
                .orElse(DEFAULT_ORIGIN);
    }

    private static byte[] generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", impossible);
        }
    }

    private static Ed25519PrivateKeyParameters parse(byte[] pkcs8) {
        try {
            return (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8);
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalStateException("The key of the transparency log is not an Ed25519 key", unusable);
        }
    }

    private static Ed25519PrivateKeyParameters read(Path file) {
        try {
            PrivateKey key = PemContent.load(file).getPrivateKey();
            if (key == null) {
                throw new IOException("no private key in " + file);
            }
            return parse(key.getEncoded());
        } catch (IOException | RuntimeException unusable) {
            throw WrongSetting.ofFile(
                    "rollcall.audit.signing-key", file, "is not a PEM file with an Ed25519 private key", unusable);
        }
    }
}
