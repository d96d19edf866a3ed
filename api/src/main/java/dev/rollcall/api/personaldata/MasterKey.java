package dev.rollcall.api.personaldata;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Random;
import dev.rollcall.api.database.EmbeddedPostgresConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Wraps the keys of users. It is kept outside of the database, so that who has a copy of that has no personal data; for
 * the embedded database it is made at the first start, in a file beside it.
 */
@Component
class MasterKey {

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);

    private static final String SETTING = "rollcall.personal-data.master-key";

    private final Aead aead;
    private final NameKey names;

    MasterKey(
            @Value("${" + SETTING + ":}") String setting,
            @Value(EmbeddedPostgresConfiguration.DATA_DIRECTORY) Path directory,
            ObjectProvider<EmbeddedPostgresConfiguration> embedded)
            throws IOException {
        if (!StringUtils.hasText(setting) && embedded.getIfAvailable() == null) {
            throw new IllegalStateException(SETTING + " is needed with a database of your own: 32 bytes in base64, as"
                    + " 'openssl rand -base64 32' makes them. Keep a copy: without it, nobody can read where sessions"
                    + " were started");
        }
        byte[] key = decode(StringUtils.hasText(setting) ? setting : read(directory.resolve("personal-data.key")));
        Assert.isTrue(key.length == AeadKey.BYTES, SETTING + " must be 32 bytes in base64");
        this.aead = AeadKey.of(key);
        this.names = NameKey.derivedFrom(key);
    }

    NameKey names() {
        return names;
    }

    byte[] wrap(byte[] key, byte[] context) {
        try {
            return aead.encrypt(key, context);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException if it was wrapped by another master key */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        try {
            return aead.decrypt(wrapped, context);
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalStateException(
                    SETTING + " is not the one that the keys of users were wrapped with", wrongKey);
        }
    }

    /** @return nothing if it is no base64 */
    private static byte[] decode(String key) {
        try {
            return Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.notExists(file)) {
            log.info("Made the key that protects personal data, in {}; keep a copy of it with every back-up", file);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    Base64.getEncoder().encodeToString(Random.randBytes(AeadKey.BYTES)) + "\n",
                    StandardOpenOption.CREATE_NEW);
        }
        return Files.readString(file);
    }
}
