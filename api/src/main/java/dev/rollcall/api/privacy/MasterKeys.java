package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import dev.rollcall.api.privacy.MasterKeyRecords.MasterKeyRecord;
import dev.rollcall.api.web.settings.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The master keys of this node. The database says which one is in use, so that all nodes use the same one although they
 * get another by their settings one after another. It changes when {@link UserKeyRewrap} runs.
 */
@Component
class MasterKeys {

    private static final byte[] PSEUDONYMS = "pseudonym-key".getBytes(StandardCharsets.UTF_8);

    private static final String RESTORE_KEY =
            "Set the master key that this database was used with. If it is lost, nobody can"
                    + " read where past sessions were started; empty the table user_key to continue without that.";

    private static final String SELECT_ANY = "SELECT user_id, wrapped FROM user_key LIMIT 1";

    private final KnownMasterKeys known;
    private final MasterKeyRecords records;
    private final JdbcClient jdbc;
    private final NameKey pseudonyms;
    private final byte[] pseudonymKey;

    private volatile MasterKey inUse;

    /** @throws WrongSetting if the settings lack a master key that keys of users are wrapped by */
    MasterKeys(KnownMasterKeys known, MasterKeyRecords records, JdbcClient jdbc, Clock clock) {
        this.known = known;
        this.records = records;
        this.jdbc = jdbc;
        List<MasterKeyRecord> recorded = recorded(clock);
        recorded.forEach(this::requireKnown);
        MasterKeyRecord used = used(recorded);
        this.inUse = find(used.id()).orElseThrow();
        this.pseudonymKey = inUse.unwrap(used.pseudonymKey(), PSEUDONYMS).orElseThrow(() -> notTheMasterKey(used.id()));
        this.pseudonyms = NameKey.of(pseudonymKey);
    }

    /** Records the first master key, and begins anew if the keys of users were deleted because theirs was lost. */
    private List<MasterKeyRecord> recorded(Clock clock) {
        List<MasterKeyRecord> recorded = records.all();
        if (recorded.stream().anyMatch(record -> find(record.id()).isEmpty())) {
            records.deleteUseless();
            recorded = records.all();
        }
        if (recorded.isEmpty()) {
            MasterKey first = anyThatWraps().orElse(known.wanted());
            records.addFirst(first, first.wrap(first.firstPseudonymKey(), PSEUDONYMS), clock.instant());
            recorded = records.all();
        }
        return recorded;
    }

    /** Finds the key that earlier releases have used with this database. */
    private Optional<MasterKey> anyThatWraps() {
        return jdbc.sql(SELECT_ANY)
                .query((row, index) -> {
                    byte[] wrapped = row.getBytes("wrapped");
                    byte[] context = UserKeys.context(row.getString("user_id"));
                    return known.all().stream()
                            .filter(key -> key.unwrap(wrapped, context).isPresent())
                            .findFirst()
                            .orElseThrow(() -> notTheMasterKey(null));
                })
                .optional();
    }

    private void requireKnown(MasterKeyRecord record) {
        if (find(record.id()).isEmpty()) {
            throw notTheMasterKey(record.id());
        }
    }

    /** @param needed the id of the key that is needed; null if it is unknown */
    private WrongSetting notTheMasterKey(@Nullable String needed) {
        return new WrongSetting(
                MasterKeySettings.SETTING + " is not the master key that wrapped the keys of users: they need "
                        + (needed == null ? "another one" : "the one with the id " + needed)
                        + ", and the settings have " + known.all() + ".",
                RESTORE_KEY + " If the key is being replaced, add the earlier one to " + MasterKeySettings.PREVIOUS
                        + ".");
    }

    private Optional<MasterKey> find(String id) {
        return known.find(id);
    }

    private static MasterKeyRecord used(List<MasterKeyRecord> recorded) {
        return recorded.stream().filter(MasterKeyRecord::inUse).findFirst().orElseThrow();
    }

    /** Returns the key of {@link Pseudonyms}. */
    NameKey pseudonyms() {
        return pseudonyms;
    }

    /** Returns the key of {@link TextSeals}, which stays the same like that of {@link Pseudonyms}. */
    Aead seals() {
        return AeadKey.of(NameKey.bytesFrom(pseudonymKey, "seals"));
    }

    /** Returns the key that the settings ask for. */
    MasterKey wanted() {
        return known.wanted();
    }

    /**
     * Has a key of a user wrapped by the master key in use, and stored.
     *
     * @param store stores it if that master key is still in use, and returns empty otherwise
     */
    <T> T wrapAndStore(Function<MasterKey, Optional<T>> store) {
        return store.apply(inUse)
                .or(() -> store.apply(readInUse()))
                .orElseThrow(
                        () -> new DataAccessResourceFailureException(
                                "the key of a user could not be stored: it was deleted, or master keys were replaced, at the same moment"));
    }

    List<MasterKeyView> list() {
        return records.all().stream()
                .map(record -> new MasterKeyView(record.id(), record.inUse(), record.since()))
                .toList();
    }

    /** Whether all keys of users are wrapped by the wanted key. */
    boolean isDone() {
        return records.all().stream().allMatch(record -> record.id().equals(wanted().id()));
    }

    /** Begins to use the wanted key for new keys of users, unless that has happened. */
    void useWanted(Clock clock) {
        MasterKey wanted = wanted();
        if (readInUse().equals(wanted)) {
            return;
        }
        records.use(wanted, wanted.wrap(pseudonymKey, PSEUDONYMS), clock.instant());
        inUse = wanted;
    }

    /** Forgets the other keys. */
    void finish() {
        records.deleteUnused();
        known.deleteUnused();
    }

    /**
     * Has the KMS wrap a new master key.
     *
     * @return false if there is no KMS
     */
    boolean create() {
        return known.create();
    }

    /** @throws DataAccessResourceFailureException if this node does not have the master key */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        return unwrapByKnown(wrapped, context)
                .or(() -> {
                    readInUse();
                    return unwrapByKnown(wrapped, context);
                })
                .orElseThrow(() -> new DataAccessResourceFailureException(
                        "A key of a user is wrapped by a master key that this node does not have; it has "
                                + known.all()));
    }

    private Optional<byte[]> unwrapByKnown(byte[] wrapped, byte[] context) {
        return known.all().stream()
                .flatMap(key -> key.unwrap(wrapped, context).stream())
                .findFirst();
    }

    private MasterKey readInUse() {
        String id = used(records.all()).id();
        inUse = find(id).orElseThrow(() -> new DataAccessResourceFailureException(
                "The master key " + id + " is in use, which this node does not have; it has " + known.all()));
        return inUse;
    }
}
