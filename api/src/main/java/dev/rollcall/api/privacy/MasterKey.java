package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import dev.rollcall.eventstore.postgres.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Wraps the keys of users. It is kept outside the database, so that a copy of the database reveals no personal data.
 * For the embedded PostgreSQL it is created at the first start, in a file beside the database.
 */
@Component
@EnableConfigurationProperties(PersonalDataProperties.class)
class MasterKey {

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);

    private static final String SETTING = "rollcall.personal-data.master-key";

    private static final String CREATE_KEY = "For a new database, create one with 'openssl rand -base64 32', and keep a"
            + " copy: without it, nobody can read where sessions were started. Then set the same key on every node.";

    private static final String RESTORE_KEY =
            "Set the master key that this database was used with. If it is lost, nobody can"
                    + " read where past sessions were started; empty the table user_key to continue without that.";

    private final Aead aead;
    private final NameKey names;

    MasterKey(PersonalDataProperties properties, ObjectProvider<EmbeddedPostgresConfiguration> embedded)
            throws IOException {
        byte[] key = read(properties, embedded.getIfAvailable());
        this.aead = AeadKey.of(key);
        this.names = NameKey.derivedFrom(key);
    }

    private static byte[] read(PersonalDataProperties properties, @Nullable EmbeddedPostgresConfiguration database)
            throws IOException {
        if (StringUtils.hasText(properties.masterKey())) {
            return parse(properties.masterKey(), SETTING);
        }
        if (database == null) {
            throw new WrongSetting(SETTING + " is required with your own database.", CREATE_KEY);
        }
        Path file = database.directory().resolve("personal-data.key");
        return parse(read(file), "The key in " + file);
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

    /** @throws WrongSetting if it was wrapped by another master key */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        try {
            return aead.decrypt(wrapped, context);
        } catch (GeneralSecurityException wrongKey) {
            throw new WrongSetting(SETTING + " is not the master key that wrapped the keys of users.", RESTORE_KEY);
        }
    }

    /** @param name what the error text calls the key */
    private static byte[] parse(String base64, String name) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            key = new byte[0];
        }
        if (key.length != AeadKey.BYTES) {
            throw new WrongSetting(name + " must be 32 bytes in base64.", CREATE_KEY);
        }
        return key;
    }

    private static String read(Path file) throws IOException {
        return SecretFile.readOrCreate(file, () -> {
            log.info("Creating the key that protects personal data, in {}; keep a copy of it with every backup", file);
            return Base64.getEncoder().encodeToString(AeadKey.random()) + "\n";
        });
    }
}
