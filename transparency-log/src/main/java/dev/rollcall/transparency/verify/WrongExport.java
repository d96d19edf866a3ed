package dev.rollcall.transparency.verify;

/** Thrown when an export or a checkpoint fails the verification. */
final class WrongExport extends Exception {

    private static final long serialVersionUID = 1;

    WrongExport(String finding) {
        super(finding);
    }
}
