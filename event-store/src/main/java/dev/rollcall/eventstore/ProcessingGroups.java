package dev.rollcall.eventstore;

/** The two ways in which events are processed. Their names do not change: one is stored with its position, both are shown to operators. */
public final class ProcessingGroups {

    /** In the transaction that writes the events: if a handler fails, nothing is written. */
    public static final String LIVE_SESSIONS = "live-sessions";

    /** After the events, in their order, on one node at a time. */
    public static final String SESSION_HISTORY = "session-history";

    private ProcessingGroups() {}
}
