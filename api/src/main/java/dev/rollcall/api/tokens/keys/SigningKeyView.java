package dev.rollcall.api.tokens.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as administrators see it; of a key from a file only its id and state are known.
 *
 * @param kid the id that tokens name
 * @param signsFrom from when on tokens are signed with it, until its successor signs
 * @param verifiesUntil when its last token has expired; absent as long as it has no successor
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningKeyView(
        String kid,
        @Nullable Integer generation,
        @Nullable Instant createdAt,
        @Nullable Instant signsFrom,
        @Nullable Instant verifiesUntil,
        State state) {

    /** What a key is good for: nothing but being known, signing, no more than verifying, nothing any more. */
    public enum State {
        PUBLISHED,
        SIGNING,
        VERIFYING,
        RETIRED
    }

    static SigningKeyView of(KeyLifecycle life, KeyLifecycle signing, Instant now) {
        KeyLifecycle.Origin origin = life.origin();
        return new SigningKeyView(
                life.key().id(),
                origin == null ? null : origin.generation(),
                origin == null ? null : origin.createdAt(),
                origin == null ? null : life.signsFrom(),
                life.verifiesUntil(),
                life == signing ? State.SIGNING : state(life, now));
    }

    private static State state(KeyLifecycle life, Instant now) {
        if (!life.verifiesAt(now)) {
            return State.RETIRED;
        }
        return now.isBefore(life.signsFrom()) ? State.PUBLISHED : State.VERIFYING;
    }
}
