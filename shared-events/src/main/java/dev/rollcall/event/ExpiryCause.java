package dev.rollcall.event;

/** Why a session expired. */
public enum ExpiryCause {
    IDLE(EndReason.IDLE_TIMEOUT),
    ABSOLUTE(EndReason.ABSOLUTE_TIMEOUT),
    /**
     * Set only by the clean-up: according to the events the session is live, but it is missing from the list of live
     * sessions.
     */
    ORPHANED(EndReason.ORPHANED);

    private final EndReason reason;

    ExpiryCause(EndReason reason) {
        this.reason = reason;
    }

    public EndReason reason() {
        return reason;
    }
}
