package dev.rollcall.event;

/** Which clock ran out, if one did. */
public enum ExpiryCause {
    IDLE(EndReason.IDLE_TIMEOUT),
    ABSOLUTE(EndReason.ABSOLUTE_TIMEOUT),
    /** Found by the sweep only: live as far as the events tell, but in no list of live sessions. */
    ORPHANED(EndReason.ORPHANED);

    private final EndReason reason;

    ExpiryCause(EndReason reason) {
        this.reason = reason;
    }

    public EndReason reason() {
        return reason;
    }
}
