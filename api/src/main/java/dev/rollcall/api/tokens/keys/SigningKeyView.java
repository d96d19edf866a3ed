package dev.rollcall.api.tokens.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as administrators see it. For a key from a file, only the id and the state are known.
 *
 * @param kid the id that tokens name
 * @param signsFrom when the key starts to sign tokens; it stops when its successor starts
 * @param verifiesUntil when its last token expires; absent while the key has no successor
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningKeyView(
        String kid,
        @Nullable Integer generation,
        @Nullable Instant createdAt,
        @Nullable Instant signsFrom,
        @Nullable Instant verifiesUntil,
        State state) {

    /** The state of a key: published but not signing yet, signing, only verifying, or no longer in use. */
    public enum State {
        PUBLISHED,
        SIGNING,
        VERIFYING,
        RETIRED
    }

    static SigningKeyView of(KeyLifecycle lifecycle, KeyLifecycle signing, Instant now) {
        KeyLifecycle.Origin origin = lifecycle.origin();
        return new SigningKeyView(
                lifecycle.key().id(),
                origin == null ? null : origin.generation(),
                origin == null ? null : origin.createdAt(),
                origin == null ? null : lifecycle.signsFrom(),
                lifecycle.verifiesUntil(),
                lifecycle == signing ? State.SIGNING : state(lifecycle, now));
    }

    private static State state(KeyLifecycle lifecycle, Instant now) {
        if (!lifecycle.verifiesAt(now)) {
            return State.RETIRED;
        }
        return now.isBefore(lifecycle.signsFrom()) ? State.PUBLISHED : State.VERIFYING;
    }
}
