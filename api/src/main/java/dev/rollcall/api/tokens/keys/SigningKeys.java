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
 * The keys of access tokens: from PEM files that the settings name, or else from the database, where they are read again
 * and again. While that fails, the keys that were read last remain.
 */
@Component
public class SigningKeys {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private static final Duration PAUSE_BETWEEN_UNKNOWN_KEYS = Duration.ofSeconds(5);

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

    /** The key to sign with. A node that could not read for long asks first whether another one's time has come. */
    public SigningKey signing() {
        Instant now = clock.instant();
        if (readAt.plus(properties.signingKeyPublication().dividedBy(2)).isBefore(now)) {
            reread();
        }
        return ring.signer(now);
    }

    /** The key that a token names. If it is not known, all are read again, though not for every such token. */
    public Optional<VerificationKey> find(@Nullable String keyId) {
        Instant now = clock.instant();
        Optional<VerificationKey> known = ring.verifying(keyId, now);
        return known.isPresent() || keyId == null ? known : findAgain(keyId, now);
    }

    private Optional<VerificationKey> findAgain(String keyId, Instant now) {
        reading.lock();
        try {
            if (ring.verifying(keyId, now).isEmpty()
                    && unknownAt.plus(PAUSE_BETWEEN_UNKNOWN_KEYS).isBefore(now)) {
                unknownAt = now;
                reread();
            }
            return ring.verifying(keyId, now);
        } finally {
            reading.unlock();
        }
    }

    /** Whether tokens that were verified with this key are still good. */
    public boolean isGood(String keyId, Instant now) {
        return ring.verifying(keyId, now).isPresent();
    }

    /** Every key from the day it is made until its last token has expired, as a JWK set (RFC 7517 section 5). */
    public Map<String, Object> jwks() {
        Instant now = clock.instant();
        return Map.of(
                "keys",
                ring.lives().stream()
                        .filter(life -> life.verifiesAt(now))
                        .map(life -> life.key().jwk())
                        .toList());
    }

    /** How long a copy of the public keys will do: every new key must be in it before it signs. */
    public Duration jwksMaxAge() {
        Duration half = properties.signingKeyPublication().dividedBy(2);
        return half.compareTo(LONGEST_MAX_AGE) < 0 ? half : LONGEST_MAX_AGE;
    }

    /** All keys that there are or were, oldest first. */
    public List<SigningKeyView> list() {
        Instant now = clock.instant();
        KeyRing known = ring;
        KeyLifecycle signing = known.signing(now);
        return known.lives().stream()
                .map(life -> SigningKeyView.of(life, signing, now))
                .toList();
    }

    /**
     * Makes the next key, which is published now and signs later.
     *
     * @param requestedBy who wants it
     * @throws Problem {@code SIGNING_KEY_FROM_FILE} if keys are not made here
     */
    public SigningKeyView rotate(UserId requestedBy) {
        if (properties.signingKey() != null) {
            throw new Problem(
                    ProblemCode.SIGNING_KEY_FROM_FILE,
                    "Replace the file of rollcall.tokens.signing-key, and restart all nodes.");
        }
        SigningKeyView made = rotate(newest(generations.read()));
        log.info("Signing key {} was asked for by {}", made.kid(), requestedBy);
        return made;
    }

    /** Makes the next key if the newest one is old enough. */
    void rotateByAge() {
        if (properties.signingKey() == null && !properties.signingKeyLifetime().isZero()) {
            KeyLifecycle.Origin newest = newest(generations.read());
            if (!clock.instant().isBefore(newest.createdAt().plus(properties.signingKeyLifetime()))) {
                rotate(newest);
            }
        }
    }

    /** Two who replace the same key at the same moment make one key. */
    private SigningKeyView rotate(KeyLifecycle.Origin newest) {
        int next = newest.generation() + 1;
        generations.add(next);
        read();
        SigningKeyView made = list().stream()
                .filter(key -> Integer.valueOf(next).equals(key.generation()))
                .findFirst()
                .orElseThrow();
        log.info("Signing key {} was made and will sign from {} on", made.kid(), made.signsFrom());
        return made;
    }

    private static KeyLifecycle.Origin newest(KeyRing keys) {
        return Objects.requireNonNull(keys.lives().get(keys.lives().size() - 1).origin());
    }

    /** Reads the keys again; those in memory remain if that fails. */
    void reread() {
        if (properties.signingKey() == null) {
            try {
                read();
            } catch (RuntimeException failure) {
                log.warn("The signing keys cannot be read again; those read before remain: {}", failure.getMessage());
                log.debug("The failure", failure);
            }
        }
    }

    /** One at a time, so that what was read later is kept. */
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
