package dev.rollcall.event;

/** Which clock ran out. */
public enum ExpiryCause {
    IDLE(EndReason.IDLE_TIMEOUT),
    ABSOLUTE(EndReason.ABSOLUTE_TIMEOUT),
    /** Found by the sweep only: live in a read model, unknown to the events. */
    ORPHANED(EndReason.ORPHANED);

    private final EndReason reason;

    ExpiryCause(EndReason reason) {
        this.reason = reason;
    }

    public EndReason reason() {
        return reason;
    }
}
