package dev.rollcall.faults.history.log;

/** What happens to a start that would exceed the limit. */
public enum WhenFull {
    /** The oldest sessions end in the same step. */
    EVICT_OLDEST,
    /** The start is refused. */
    REJECT
}
