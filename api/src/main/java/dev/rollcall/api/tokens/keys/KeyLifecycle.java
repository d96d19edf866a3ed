package dev.rollcall.api.tokens.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, and when it does what: it is published from the beginning, signs for a while, and verifies until the last token
 * that it can have signed has expired.
 *
 * @param signer null for a key that only verifies
 * @param origin null for a key from a file, about whose age nothing is known
 * @param signsUntil null as long as it has no successor
 * @param verifiesUntil null as long as it has no successor
 */
record KeyLifecycle(
        VerificationKey key,
        @Nullable SigningKey signer,
        @Nullable Origin origin,
        Instant signsFrom,
        @Nullable Instant signsUntil,
        @Nullable Instant verifiesUntil) {

    /** When a key that the service made itself was made. */
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
