package dev.rollcall.query.log;

/** The tables of the log contradict each other: somebody else wrote into them. */
public final class BrokenLog extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenLog(String message) {
        super(message);
    }
}
