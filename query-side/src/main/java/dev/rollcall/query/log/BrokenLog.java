package dev.rollcall.query.log;

/** The log contradicts itself or the events: somebody else wrote into its tables, or events were lost. */
public final class BrokenLog extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenLog(String message) {
        super(message);
    }
}
