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

    private final List<KeyLifecycle> lives;
    private final Map<String, KeyLifecycle> byId;

    /** A key that the service generated. */
    record Made(SigningKey key, KeyLifecycle.Origin origin) {}

    KeyRing(List<KeyLifecycle> lives) {
        this.lives = List.copyOf(lives);
        this.byId = lives.stream()
                .collect(
                        Collectors.toUnmodifiableMap(life -> life.key().id(), Function.identity(), (one, same) -> one));
    }

    /**
     * Derives the lifecycles of keys from their creation times alone, so that all nodes agree.
     *
     * @param made oldest first
     * @param publication how long a key is published before it signs; the first key signs at once
     * @param longestUse how long after a key's last signature a token signed with it may be presented
     */
    static KeyRing of(List<Made> made, Duration publication, Duration longestUse) {
        List<KeyLifecycle> lives = new ArrayList<>();
        Instant successorSigns = null;
        for (int i = made.size() - 1; i >= 0; i--) {
            Instant createdAt = made.get(i).origin().createdAt();
            Instant signsFrom = i == 0 ? createdAt : createdAt.plus(publication);
            lives.add(0, life(made.get(i), signsFrom, successorSigns, longestUse));
            successorSigns = successorSigns == null || signsFrom.isBefore(successorSigns) ? signsFrom : successorSigns;
        }
        return new KeyRing(lives);
    }

    private static KeyLifecycle life(Made made, Instant signsFrom, @Nullable Instant signsUntil, Duration longestUse) {
        return new KeyLifecycle(
                made.key().publicKey(),
                made.key(),
                made.origin(),
                signsFrom,
                signsUntil,
                signsUntil == null ? null : signsUntil.plus(longestUse));
    }

    List<KeyLifecycle> lives() {
        return lives;
    }

    /** Returns the key that signs now, or the first key if no key signs yet by the clock of this node. */
    KeyLifecycle signing(Instant now) {
        return lives.stream().filter(life -> life.signsAt(now)).findFirst().orElseGet(() -> lives.get(0));
    }

    SigningKey signer(Instant now) {
        return Objects.requireNonNull(signing(now).signer(), "the first key can sign");
    }

    Optional<VerificationKey> verifying(@Nullable String keyId, Instant now) {
        KeyLifecycle life = keyId == null ? null : byId.get(keyId);
        return life != null && life.verifiesAt(now) ? Optional.of(life.key()) : Optional.empty();
    }
}
