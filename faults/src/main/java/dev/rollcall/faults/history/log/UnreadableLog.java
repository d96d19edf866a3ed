package dev.rollcall.faults.history.log;

/** Thrown when a line of the log cannot be read or cannot be true. The message says which line, and what is wrong. */
public final class UnreadableLog extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableLog(int line, String wrong) {
        super("line " + line + ": " + wrong);
    }
}
