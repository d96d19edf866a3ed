package dev.rollcall.api.tokens.keys;

import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys of access tokens, from PEM files that the settings name, or else from the database. Keys in the database are
 * read again at intervals; while that fails, the keys that were read last stay in use.
 */
@Component
public class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofSeconds(5);

    private static final Duration LONGEST_MAX_AGE = Duration.ofMinutes(5);

    private final StoredSigningKeys generations;
    private final TokensProperties properties;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile KeyRing ring;
    private volatile Instant readAt;
    private Instant unknownAt = Instant.MIN;

    SigningKeys(StoredSigningKeys generations, TokensProperties properties, Provider signatureProvider, Clock clock) {
        this.generations = generations;
        this.properties = properties;
        this.clock = clock;
        this.readAt = clock.instant();
        this.ring = properties.signingKey() == null
                ? generations.read()
                : PemKeys.ring(properties.signingKey(), properties.previousSigningKeys(), signatureProvider);
    }

    /**
     * Returns the key to sign with. If the node has not read the keys for a long time, it reads them first, because
     * another key may be due.
     */
    public SigningKey signing() {
        Instant now = clock.instant();
        if (readAt.plus(properties.signingKeyPublication().dividedBy(2)).isBefore(now)) {
            refresh();
        }
        return ring.signer(now);
    }

    /**
     * Finds the key that a token names. If it is unknown, all keys are read again, but at most once in 5 seconds,
     * however many tokens name unknown keys.
     */
    public Optional<VerificationKey> find(@Nullable String keyId) {
        Instant now = clock.instant();
        Optional<VerificationKey> known = ring.verifying(keyId, now);
        return known.isPresent() || keyId == null ? known : findAgain(keyId, now);
    }

    private Optional<VerificationKey> findAgain(String keyId, Instant now) {
        reading.lock();
        try {
            if (ring.verifying(keyId, now).isEmpty()
                    && unknownAt.plus(UNKNOWN_KEY_INTERVAL).isBefore(now)) {
                unknownAt = now;
                refresh();
            }
            return ring.verifying(keyId, now);
        } finally {
            reading.unlock();
        }
    }

    /** Whether tokens that were verified with this key are still valid. */
    public boolean isValid(String keyId, Instant now) {
        return ring.verifying(keyId, now).isPresent();
    }

    /** Returns every key from its creation until its last token expires, as a JWK set (RFC 7517 section 5). */
    public Map<String, Object> jwks() {
        Instant now = clock.instant();
        return Map.of(
                "keys",
                ring.lifecycles().stream()
                        .filter(lifecycle -> lifecycle.verifiesAt(now))
                        .map(lifecycle -> lifecycle.key().jwk())
                        .toList());
    }

    /** Returns how long the public keys may be cached, so that caches have every new key before it signs. */
    public Duration jwksMaxAge() {
        Duration half = properties.signingKeyPublication().dividedBy(2);
        return half.compareTo(LONGEST_MAX_AGE) < 0 ? half : LONGEST_MAX_AGE;
    }

    /** Returns all current and former keys. The keys that the service generated are oldest first. */
    public List<SigningKeyView> list() {
        Instant now = clock.instant();
        KeyRing known = ring;
        KeyLifecycle signing = known.signing(now);
        return known.lifecycles().stream()
                .map(lifecycle -> SigningKeyView.of(lifecycle, signing, now))
                .toList();
    }

    /**
     * Creates the next key, which is published at once and signs later.
     *
     * @param requestedBy the administrator, for the log
     * @throws Problem {@code SIGNING_KEY_FROM_FILE} if the signing key comes from a file
     */
    public SigningKeyView rotate(UserId requestedBy) {
        SigningKeyView made = rotate();
        log.info("Signing key {} was requested by {}", made.kid(), requestedBy);
        return made;
    }

    /**
     * Creates the next key, which is published at once and signs later.
     *
     * @throws Problem {@code SIGNING_KEY_FROM_FILE} if the signing key comes from a file
     */
    public SigningKeyView rotate() {
        if (properties.signingKey() != null) {
            throw new Problem(
                    ProblemCode.SIGNING_KEY_FROM_FILE,
                    "Replace the file of rollcall.tokens.signing-key, and restart all nodes.");
        }
        return rotate(newest(generations.read()));
    }

    /** Creates the next key if the newest one is old enough. */
    void rotateByAge() {
        if (properties.signingKey() == null && !properties.signingKeyLifetime().isZero()) {
            KeyLifecycle.Origin newest = newest(generations.read());
            if (!clock.instant().isBefore(newest.createdAt().plus(properties.signingKeyLifetime()))) {
                rotate(newest);
            }
        }
    }

    /** Concurrent replacements of the same key create only one key. */
    private SigningKeyView rotate(KeyLifecycle.Origin newest) {
        int next = newest.generation() + 1;
        generations.add(next);
        read();
        SigningKeyView made = list().stream()
                .filter(key -> Integer.valueOf(next).equals(key.generation()))
                .findFirst()
                .orElseThrow();
        log.info("Signing key {} was created and will sign from {}", made.kid(), made.signsFrom());
        return made;
    }

    private static KeyLifecycle.Origin newest(KeyRing keys) {
        return Objects.requireNonNull(
                keys.lifecycles().get(keys.lifecycles().size() - 1).origin());
    }

    /** Reads the keys again; if that fails, the keys in memory stay in use. */
    void refresh() {
        if (properties.signingKey() == null) {
            try {
                read();
            } catch (RuntimeException failure) {
                log.warn(
                        "Cannot read the signing keys again; using the keys that were read before: {}",
                        failure.getMessage());
                log.debug("The failure", failure);
            }
        }
    }

    /** Reads one at a time, so that an older result never replaces a newer one. */
    private void read() {
        reading.lock();
        try {
            Instant now = clock.instant();
            ring = generations.read();
            readAt = now;
        } finally {
            reading.unlock();
        }
    }
}
