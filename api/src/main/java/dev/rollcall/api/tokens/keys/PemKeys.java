package dev.rollcall.api.tokens.keys;

import dev.rollcall.api.web.settings.WrongSetting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.springframework.boot.ssl.pem.PemContent;

/** Reads keys from the files that the settings name. */
final class PemKeys {

    private PemKeys() {}

    static KeyRing ring(Path signingKey, List<Path> previous, Provider provider) {
        SigningKey signing = signing(signingKey, provider);
        List<KeyLifecycle> lifecycles = new ArrayList<>(List.of(KeyLifecycle.ofFile(signing)));
        previous.stream()
                .map(file -> verifying(file, provider))
                .distinct()
                .filter(key -> !key.equals(signing.publicKey()))
                .map(KeyLifecycle::ofPreviousFile)
                .forEach(lifecycles::add);
        return new KeyRing(lifecycles);
    }

    /** @throws WrongSetting if the file is not a PEM file with a P-256 private key */
    private static SigningKey signing(Path file, Provider provider) {
        try {
            return privateKey(file, provider);
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            throw unusable("signing-key", file, "a P-256 private key", unusable);
        }
    }

    /** @throws WrongSetting if the file is not a PEM file with a P-256 key, private or public */
    private static VerificationKey verifying(Path file, Provider provider) {
        try (Reader reader = Files.newBufferedReader(file);
                PemReader pem = new PemReader(reader)) {
            PemObject first = pem.readPemObject();
            return first != null && first.getType().equals("PUBLIC KEY")
                    ? SigningKey.fromX509(first.getContent(), provider)
                    : privateKey(file, provider).publicKey();
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            throw unusable("previous-signing-keys", file, "a P-256 key", unusable);
        }
    }

    private static SigningKey privateKey(Path file, Provider provider) throws GeneralSecurityException, IOException {
        PrivateKey key = PemContent.load(file).getPrivateKey();
        if (key == null) {
            throw new IOException("no private key in " + file);
        }
        return SigningKey.fromPkcs8(key.getEncoded(), provider);
    }

    private static WrongSetting unusable(String setting, Path file, String content, Exception cause) {
        return WrongSetting.ofFile("rollcall.tokens." + setting, file, "is not a PEM file with " + content, cause);
    }
}
