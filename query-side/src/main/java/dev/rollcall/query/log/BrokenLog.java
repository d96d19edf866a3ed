package dev.rollcall.query.log;

/** Thrown when the log contradicts itself or the events: its tables were changed by others, or events were lost. */
public final class BrokenLog extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenLog(String message) {
        super(message);
    }
}
