package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster promised.
 *
 * @param limit the most live sessions of a user; null if there is no limit
 * @param whenFull what happens at the limit; null means {@link WhenFull#EVICT_OLDEST}
 * @param endedWithin how long after its end a session may still pass on any node, in nanoseconds; null means a second
 * @param refreshGrace how long a used refresh token gets the same successor again, in nanoseconds; null means 10
 *     seconds
 */
public record Policy(
        @JacksonInject(value = "line", useInput = OptBoolean.TRUE)
        int line,

        @Nullable Integer limit,
        @Nullable WhenFull whenFull,
        @Nullable Long endedWithin,
        @Nullable Long refreshGrace)
        implements LogLine {

    private static final long SECOND = 1_000_000_000;

    public Policy {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("field 'limit' must be at least 1; leave it out for no limit");
        }
        RequiredFields.notNegative("endedWithin", endedWithin);
        RequiredFields.notNegative("refreshGrace", refreshGrace);
        whenFull = whenFull == null ? WhenFull.EVICT_OLDEST : whenFull;
        endedWithin = endedWithin == null ? SECOND : endedWithin;
        refreshGrace = refreshGrace == null ? 10 * SECOND : refreshGrace;
    }

    /** The limit as a rule. */
    public Limit rule() {
        return new Limit(limit, whenFull == null ? WhenFull.EVICT_OLDEST : whenFull);
    }

    /** How long after its end a session may still pass, in nanoseconds. */
    public long endedBound() {
        return endedWithin == null ? SECOND : endedWithin;
    }

    /** How long a used refresh token gets the same successor again, in nanoseconds. */
    public long grace() {
        return refreshGrace == null ? 10 * SECOND : refreshGrace;
    }
}
