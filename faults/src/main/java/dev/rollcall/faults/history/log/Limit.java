package dev.rollcall.faults.history.log;

import org.jspecify.annotations.Nullable;

/**
 * A limit on the live sessions of a user.
 *
 * @param most null if there is no limit
 */
public record Limit(@Nullable Integer most, WhenFull whenFull) {

    /** Returns whether a user with this many live sessions has reached the limit. */
    public boolean isReachedBy(int live) {
        return most != null && live >= most;
    }

    /** Returns by how many sessions this many exceed the limit; 0 if they do not. */
    public int excess(int live) {
        return most == null ? 0 : Math.max(0, live - most);
    }
}
