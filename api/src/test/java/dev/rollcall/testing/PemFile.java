package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Writes keys to files in the form that the settings require. */
public final class PemFile {

    private PemFile() {}

    public static KeyPair newP256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static Path ofPrivate(Path directory, KeyPair pair) {
        return write(directory, "PRIVATE KEY", pair.getPrivate());
    }

    public static Path ofPublic(Path directory, KeyPair pair) {
        return write(directory, "PUBLIC KEY", pair.getPublic());
    }

    /** Returns the key in PEM form. */
    public static String text(String type, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private static Path write(Path directory, String type, Key key) {
        try {
            return Files.writeString(
                    Files.createTempFile(directory, "key", ".pem"), text(type, key), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
