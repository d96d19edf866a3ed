package dev.rollcall.api.privacy;

import dev.rollcall.api.privacy.KmsMasterKeys.Wrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The master keys that this node has in memory, from its settings and from a KMS. A key of the KMS is unwrapped when it is
 * first needed, and then kept, so the node goes on without the KMS.
 */
@Component
class KnownMasterKeys {

    private final MasterKeySettings settings;
    private final KmsMasterKeys kms;
    private final Map<String, MasterKey> byId = new ConcurrentHashMap<>();

    private volatile MasterKey wanted;

    KnownMasterKeys(MasterKeySettings settings, KmsMasterKeys kms) {
        this.settings = settings;
        this.kms = kms;
        settings.all().forEach(key -> byId.put(key.id(), key));
        this.wanted = findWanted();
    }

    /** Returns the key that the settings ask for, or the newest one that the KMS wraps. */
    MasterKey wanted() {
        return wanted;
    }

    List<MasterKey> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Finds a key, and has it unwrapped if this node does not have it yet.
     *
     * @throws org.springframework.dao.DataAccessResourceFailureException if the KMS is needed and does not answer
     */
    Optional<MasterKey> find(String id) {
        MasterKey known = byId.get(id);
        return known != null
                ? Optional.of(known)
                : kms.stored().stream()
                        .filter(wrapped -> wrapped.id().equals(id))
                        .findFirst()
                        .map(this::unwrap);
    }

    /**
     * Has the KMS wrap a new master key, which is then the wanted one.
     *
     * @return false if there is no KMS
     */
    boolean create() {
        settings.kmsKeyUri().ifPresent(uri -> {
            kms.create(uri, kms.stored());
            wanted = findWanted();
        });
        return settings.kmsKeyUri().isPresent();
    }

    /** Forgets the keys of the KMS that wrap nothing any more. */
    void deleteUnused() {
        kms.deleteUnused();
    }

    private MasterKey findWanted() {
        return settings.kmsKeyUri()
                .map(uri -> newest(uri).orElseGet(() -> {
                    kms.create(uri, kms.stored());
                    return newest(uri).orElseThrow();
                }))
                .orElseGet(() -> settings.all().get(0));
    }

    private Optional<MasterKey> newest(String uri) {
        List<Wrapped> stored = kms.stored();
        return stored.stream()
                .filter(wrapped -> wrapped.keyUri().equals(uri))
                .reduce((older, newer) -> newer)
                .map(this::unwrap);
    }

    private MasterKey unwrap(Wrapped wrapped) {
        return byId.computeIfAbsent(wrapped.id(), id -> kms.unwrap(wrapped));
    }
}
