package dev.rollcall.api.privacy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which master keys wrap the keys of users, as the database remembers it. */
@Component
class MasterKeyRecords {

    private static final String SELECT = "SELECT id, in_use, since, pseudonym_key FROM master_key ORDER BY since, id";

    private static final String INSERT = """
            INSERT INTO master_key (id, in_use, since, pseudonym_key) VALUES (:id, true, :since, :pseudonymKey)
            ON CONFLICT DO NOTHING
            """;

    private static final String STOP_USE = "UPDATE master_key SET in_use = false WHERE in_use AND id <> :id";

    private static final String USE = """
            INSERT INTO master_key (id, in_use, since, pseudonym_key) VALUES (:id, true, :since, :pseudonymKey)
            ON CONFLICT (id) DO UPDATE SET in_use = true, since = excluded.since
            """;

    private static final String DELETE_UNUSED = "DELETE FROM master_key WHERE NOT in_use";

    private static final String DELETE_USELESS = "DELETE FROM master_key WHERE NOT EXISTS (SELECT 1 FROM user_key)";

    private final JdbcClient jdbc;

    /** One master key that wraps keys of users, or may. */
    record MasterKeyRecord(String id, boolean inUse, Instant since, byte[] pseudonymKey) {}

    MasterKeyRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns all, in the order in which they were taken into use. */
    List<MasterKeyRecord> all() {
        return jdbc.sql(SELECT)
                .query((row, index) -> new MasterKeyRecord(
                        row.getString("id"),
                        row.getBoolean("in_use"),
                        row.getTimestamp("since").toInstant(),
                        row.getBytes("pseudonym_key")))
                .list();
    }

    /** Records the first master key, unless another node has recorded one. */
    void addFirst(MasterKey key, byte[] wrappedPseudonymKey, Instant since) {
        change(INSERT, key, wrappedPseudonymKey, since);
    }

    /** Wraps new keys with another master key from now on. Waits for those that are being stored. */
    @Transactional
    public void use(MasterKey key, byte[] wrappedPseudonymKey, Instant since) {
        jdbc.sql(STOP_USE).param("id", key.id()).update();
        change(USE, key, wrappedPseudonymKey, since);
    }

    /** Forgets the master keys that wrap nothing any more. */
    void deleteUnused() {
        jdbc.sql(DELETE_UNUSED).update();
    }

    /** Forgets all master keys if there are no keys of users. */
    void deleteUseless() {
        jdbc.sql(DELETE_USELESS).update();
    }

    private void change(String sql, MasterKey key, byte[] wrappedPseudonymKey, Instant since) {
        jdbc.sql(sql)
                .param("id", key.id())
                .param("since", Timestamp.from(since))
                .param("pseudonymKey", wrappedPseudonymKey)
                .update();
    }
}
