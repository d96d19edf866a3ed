package dev.rollcall.eventstore;

/**
 * The two ways in which events are processed. Do not change the names: one is stored with its position, and both are
 * shown to operators.
 */
public final class ProcessingGroups {

    /** Runs in the transaction that writes the events: if a handler fails, nothing is written. */
    public static final String LIVE_SESSIONS = "live-sessions";

    /** Runs after the commit, in the order of the events, on one node at a time. */
    public static final String SESSION_HISTORY = "session-history";

    private ProcessingGroups() {}
}
