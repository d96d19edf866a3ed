package dev.rollcall.api.tokens.secrets;

import java.time.Instant;

/**
 * One generation of a key as operators see it.
 *
 * @param signsFrom when it starts to sign; it stops when its successor starts
 */
public record SharedKeyView(SharedKey key, int generation, Instant createdAt, Instant signsFrom, State state) {

    /** Known to all nodes but not signing yet, signing, or only accepted. */
    public enum State {
        PUBLISHED,
        SIGNING,
        VERIFYING
    }
}
