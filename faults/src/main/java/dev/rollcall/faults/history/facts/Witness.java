package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * A time, and the line that proves it.
 *
 * @param time nanoseconds
 */
public record Witness(long time, LogLine line) {

    /** Returns the earlier of two; null only if both are null. */
    static @Nullable Witness earlier(@Nullable Witness one, @Nullable Witness other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.time < one.time ? other : one;
    }

    /** Returns the later of two; null only if both are null. */
    static @Nullable Witness later(@Nullable Witness one, @Nullable Witness other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.time > one.time ? other : one;
    }
}
