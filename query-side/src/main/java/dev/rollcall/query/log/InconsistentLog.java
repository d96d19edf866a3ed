package dev.rollcall.query.log;

/** Thrown when the log contradicts itself or the events: its tables were changed by others, or events were lost. */
public final class InconsistentLog extends RuntimeException {

    private static final long serialVersionUID = 1;

    InconsistentLog(String message) {
        super(message);
    }
}
