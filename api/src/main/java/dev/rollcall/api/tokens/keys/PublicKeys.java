package dev.rollcall.api.tokens.keys;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads public keys in PEM (RFC 7468 section 13). */
public final class PublicKeys {

    private PublicKeys() {}

    /**
     * @param pemOrPath the key itself in PEM, or the path of a file that contains it
     * @param jwsAlgorithm the algorithm that the key is for (RFC 7518 section 3.1)
     */
    public static PublicKey read(String pemOrPath, String jwsAlgorithm) throws IOException, GeneralSecurityException {
        try (Reader text = pemOrPath.contains("-----BEGIN")
                        ? new StringReader(pemOrPath)
                        : Files.newBufferedReader(Path.of(pemOrPath));
                PemReader pem = new PemReader(text)) {
            PemObject object = pem.readPemObject();
            if (object == null || !object.getType().equals("PUBLIC KEY")) {
                throw new IOException("it contains no public key");
            }
            return KeyFactory.getInstance(jwsAlgorithm.startsWith("ES") ? "EC" : "RSA")
                    .generatePublic(new X509EncodedKeySpec(object.getContent()));
        }
    }
}
