package dev.rollcall.api.tokens.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and its lifecycle: it is published at once, signs for a while, and verifies until the last token that it may
 * have signed has expired.
 *
 * @param signer null for a key that only verifies
 * @param origin null for a key from a file, whose age is unknown
 * @param signsUntil null while the key has no successor
 * @param verifiesUntil null while the key has no successor, and for keys from files
 */
record KeyLifecycle(
        VerificationKey key,
        @Nullable SigningKey signer,
        @Nullable Origin origin,
        Instant signsFrom,
        @Nullable Instant signsUntil,
        @Nullable Instant verifiesUntil) {

    /** The generation and the creation time of a key that the service generated. */
    record Origin(int generation, Instant createdAt) {}

    static KeyLifecycle ofFile(SigningKey key) {
        return new KeyLifecycle(key.publicKey(), key, null, Instant.MIN, null, null);
    }

    static KeyLifecycle ofPreviousFile(VerificationKey key) {
        return new KeyLifecycle(key, null, null, Instant.MIN, Instant.MIN, null);
    }

    boolean signsAt(Instant now) {
        return signer != null && !now.isBefore(signsFrom) && (signsUntil == null || now.isBefore(signsUntil));
    }

    boolean verifiesAt(Instant now) {
        return verifiesUntil == null || now.isBefore(verifiesUntil);
    }
}
