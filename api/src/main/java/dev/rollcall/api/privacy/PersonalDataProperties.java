package dev.rollcall.api.privacy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.personal-data.*}.
 *
 * @param masterKey Key that protects personal data: 32 bytes in base64, the same on every node. If it is lost, nobody
 *     can read where sessions were started. See docs/install.md. Default: generated at the first start with the
 *     embedded database; with your own database it is required.
 * @param masterKeyFile File with the master key, instead of 'master-key'.
 * @param previousMasterKeys Earlier master keys, until 'keys rewrap' says that they are no longer needed. See
 *     docs/keys.md.
 * @param previousMasterKeysFile File with the earlier master keys, one in a line, instead of 'previous-master-keys'.
 * @param kmsKeyUri Key in a KMS that wraps the master key, instead of 'master-key': a URI of Tink, such as
 *     'aws-kms://arn:aws:kms:…'. See docs/keys.md.
 */
@ConfigurationProperties("rollcall.personal-data")
record PersonalDataProperties(
        @DefaultValue("") String masterKey,
        @Nullable Path masterKeyFile,
        @DefaultValue List<String> previousMasterKeys,
        @Nullable Path previousMasterKeysFile,
        @Nullable String kmsKeyUri) {

    @Override
    public String toString() {
        return "PersonalDataProperties";
    }
}
