package dev.rollcall.api.privacy;

import dev.rollcall.api.web.settings.SecretSetting;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import dev.rollcall.eventstore.postgres.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The master keys that the settings name. For the embedded PostgreSQL, one is created at the first start, in a file beside
 * the database.
 */
@Component
@EnableConfigurationProperties(PersonalDataProperties.class)
class MasterKeySettings {

    static final String SETTING = "rollcall.personal-data.master-key";

    static final String PREVIOUS = "rollcall.personal-data.previous-master-keys";

    private static final Logger log = LoggerFactory.getLogger(MasterKeySettings.class);

    private static final String CREATE_KEY = "For a new database, create one with 'openssl rand -base64 32', and keep a"
            + " copy: without it, nobody can read where sessions were started. Then set the same key on every node.";

    private final List<MasterKey> keys = new ArrayList<>();
    private final @Nullable String kmsKeyUri;

    MasterKeySettings(PersonalDataProperties properties, ObjectProvider<EmbeddedPostgresConfiguration> embedded)
            throws IOException {
        SecretSetting setting = new SecretSetting(SETTING);
        String given = setting.readOne(properties.masterKey(), properties.masterKeyFile());
        this.kmsKeyUri = StringUtils.hasText(properties.kmsKeyUri()) ? properties.kmsKeyUri() : null;
        WrongSetting.unless(
                given == null || kmsKeyUri == null,
                SETTING + " and " + KmsMasterKeys.SETTING + " must not be given together.");
        EmbeddedPostgresConfiguration database = embedded.getIfAvailable();
        if (given != null) {
            keys.add(new MasterKey(setting.parseKey(given)));
        } else if (kmsKeyUri == null && database != null) {
            Path file = database.directory().resolve("personal-data.key");
            keys.add(new MasterKey(new SecretSetting("The key in " + file).parseKey(read(file))));
        } else if (kmsKeyUri == null) {
            throw new WrongSetting(SETTING + " is required with your own database.", CREATE_KEY);
        }
        SecretSetting previous = new SecretSetting(PREVIOUS);
        previous.read(properties.previousMasterKeys(), properties.previousMasterKeysFile()).stream()
                .map(key -> new MasterKey(previous.parseKey(key)))
                .filter(key -> !keys.contains(key))
                .forEach(keys::add);
    }

    /** Returns the key in a KMS that wraps the wanted master key; empty if that is in the settings. */
    Optional<String> kmsKeyUri() {
        return Optional.ofNullable(kmsKeyUri);
    }

    /** Returns the keys in the settings; without a KMS, the wanted one is first. */
    List<MasterKey> all() {
        return List.copyOf(keys);
    }

    private static String read(Path file) throws IOException {
        return SecretFile.readOrCreate(file, () -> {
            log.info("Creating the key that protects personal data, in {}; keep a copy of it with every backup", file);
            return Base64.getEncoder().encodeToString(AeadKey.random()) + "\n";
        });
    }
}
