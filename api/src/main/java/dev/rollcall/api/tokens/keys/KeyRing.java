package dev.rollcall.api.tokens.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of all signing keys, at least one. The keys that the service generated are oldest first. */
final class KeyRing {

    private final List<KeyLifecycle> lifecycles;
    private final Map<String, KeyLifecycle> byId;

    /** A key that the service generated. */
    record GeneratedKey(SigningKey key, KeyLifecycle.Origin origin) {}

    KeyRing(List<KeyLifecycle> lifecycles) {
        this.lifecycles = List.copyOf(lifecycles);
        this.byId = lifecycles.stream()
                .collect(Collectors.toUnmodifiableMap(
                        lifecycle -> lifecycle.key().id(), Function.identity(), (one, same) -> one));
    }

    /**
     * Derives the lifecycles of keys from their creation times alone, so that all nodes agree.
     *
     * @param generated oldest first
     * @param publication how long a key is published before it signs; the first key signs at once
     * @param longestUse how long after a key's last signature a token signed with it may be presented
     */
    static KeyRing of(List<GeneratedKey> generated, Duration publication, Duration longestUse) {
        List<KeyLifecycle> lifecycles = new ArrayList<>();
        Instant successorSigns = null;
        for (int i = generated.size() - 1; i >= 0; i--) {
            Instant createdAt = generated.get(i).origin().createdAt();
            Instant signsFrom = i == 0 ? createdAt : createdAt.plus(publication);
            lifecycles.add(0, lifecycle(generated.get(i), signsFrom, successorSigns, longestUse));
            successorSigns = successorSigns == null || signsFrom.isBefore(successorSigns) ? signsFrom : successorSigns;
        }
        return new KeyRing(lifecycles);
    }

    private static KeyLifecycle lifecycle(
            GeneratedKey generated, Instant signsFrom, @Nullable Instant signsUntil, Duration longestUse) {
        return new KeyLifecycle(
                generated.key().publicKey(),
                generated.key(),
                generated.origin(),
                signsFrom,
                signsUntil,
                signsUntil == null ? null : signsUntil.plus(longestUse));
    }

    List<KeyLifecycle> lifecycles() {
        return lifecycles;
    }

    /** Returns the key that signs now, or the first key if no key signs yet by the clock of this node. */
    KeyLifecycle signing(Instant now) {
        return lifecycles.stream()
                .filter(lifecycle -> lifecycle.signsAt(now))
                .findFirst()
                .orElseGet(() -> lifecycles.get(0));
    }

    SigningKey signer(Instant now) {
        return Objects.requireNonNull(signing(now).signer(), "the first key can sign");
    }

    Optional<VerificationKey> verifying(@Nullable String keyId, Instant now) {
        KeyLifecycle lifecycle = keyId == null ? null : byId.get(keyId);
        return lifecycle != null && lifecycle.verifiesAt(now) ? Optional.of(lifecycle.key()) : Optional.empty();
    }
}
