package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import dev.rollcall.api.web.settings.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Master keys that are in the database, wrapped by a key in a KMS (envelope encryption). The KMS is asked once for each
 * master key that a node gets to know, not for users. Its client is one of Tink.
 */
@Component
class KmsMasterKeys {

    static final String SETTING = "rollcall.personal-data.kms-key-uri";

    private static final String SELECT = "SELECT number, id, key_uri, wrapped FROM kms_master_key ORDER BY number";

    private static final String INSERT = """
            INSERT INTO kms_master_key (number, id, key_uri, wrapped)
            SELECT coalesce(max(number), 0) + 1, :id, :uri, :wrapped FROM kms_master_key
            HAVING coalesce(max(number), 0) = :after
            ON CONFLICT (number) DO NOTHING
            """;

    private static final String DELETE_UNUSED =
            "DELETE FROM kms_master_key WHERE NOT EXISTS (SELECT 1 FROM master_key WHERE master_key.id = kms_master_key.id)";

    private final JdbcClient jdbc;

    /** A master key that only a KMS can unwrap. */
    record Wrapped(int number, String id, String keyUri, byte[] bytes) {

        /** Never shows the key, not even wrapped. */
        @Override
        public String toString() {
            return id;
        }
    }

    KmsMasterKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the stored master keys, oldest first. */
    List<Wrapped> stored() {
        return jdbc.sql(SELECT)
                .query((row, index) -> new Wrapped(
                        row.getInt("number"), row.getString("id"), row.getString("key_uri"), row.getBytes("wrapped")))
                .list();
    }

    /**
     * Creates a master key, unless somebody else has created one in the meantime.
     *
     * @param after those that are known
     * @throws DataAccessResourceFailureException if the KMS does not wrap it
     */
    void create(String keyUri, List<Wrapped> after) {
        byte[] key = AeadKey.random();
        String id = new MasterKey(key).id();
        try {
            jdbc.sql(INSERT)
                    .param("id", id)
                    .param("uri", keyUri)
                    .param("wrapped", kms(keyUri).encrypt(key, context(id)))
                    .param(
                            "after",
                            after.stream().mapToInt(Wrapped::number).max().orElse(0))
                    .update();
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw unreachable(keyUri, failure);
        }
    }

    /** @throws DataAccessResourceFailureException if the KMS does not unwrap it */
    MasterKey unwrap(Wrapped wrapped) {
        try {
            return new MasterKey(kms(wrapped.keyUri()).decrypt(wrapped.bytes(), context(wrapped.id())));
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw unreachable(wrapped.keyUri(), failure);
        }
    }

    /** Deletes the keys that wrap nothing any more. */
    void deleteUnused() {
        jdbc.sql(DELETE_UNUSED).update();
    }

    private static Aead kms(String keyUri) throws GeneralSecurityException {
        KmsClient client = KmsClientLookup.find(keyUri)
                .orElseThrow(() -> new WrongSetting(
                        SETTING + ": there is no client for this KMS on the class path.",
                        "Build Rollcall with the module of Tink for it, as docs/keys.md says."));
        return client.withDefaultCredentials().getAead(keyUri);
    }

    private static RuntimeException unreachable(String keyUri, Exception failure) {
        if (failure instanceof WrongSetting wrong) {
            return wrong;
        }
        return new DataAccessResourceFailureException(
                SETTING + ": the KMS does not answer, or refuses to use " + keyUri + ": " + failure.getMessage(),
                failure);
    }

    private static byte[] context(String id) {
        return ("master-key|" + id).getBytes(StandardCharsets.UTF_8);
    }
}
