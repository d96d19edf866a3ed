package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Random;
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
 * Wraps the keys of users. It is kept outside of the database, so that who has a copy of that has no personal data; for
 * the embedded database it is made at the first start, in a file beside it.
 */
@Component
@EnableConfigurationProperties(PersonalDataProperties.class)
class MasterKey {

    private static final Logger log = LoggerFactory.getLogger(MasterKey.class);

    private static final String SETTING = "rollcall.personal-data.master-key";

    private static final String MAKE_ONE = "The first time, make one with 'openssl rand -base64 32', and keep a copy of"
            + " it: without it, nobody can read where sessions were started. Later, give the same one to every node.";

    private static final String FIND_IT =
            "Give the master key that this database was used with. Where it is lost, so is"
                    + " where past sessions were started; empty the table user_key to go on without that.";

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
            throw new WrongSetting(SETTING + " is needed with a database of your own.", MAKE_ONE);
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
            throw new WrongSetting(SETTING + " is not the one that the keys of users were wrapped with.", FIND_IT);
        }
    }

    /** @param name what is said to be wrong if it is no key */
    private static byte[] parse(String base64, String name) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException noBase64) {
            key = new byte[0];
        }
        if (key.length != AeadKey.BYTES) {
            throw new WrongSetting(name + " must be 32 bytes in base64.", MAKE_ONE);
        }
        return key;
    }

    private static String read(Path file) throws IOException {
        return SecretFile.readOrCreate(file, () -> {
            log.info("Making the key that protects personal data, in {}; keep a copy of it with every back-up", file);
            return Base64.getEncoder().encodeToString(Random.randBytes(AeadKey.BYTES)) + "\n";
        });
    }
}
