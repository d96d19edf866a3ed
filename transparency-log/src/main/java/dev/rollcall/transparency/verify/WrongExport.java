package dev.rollcall.transparency.verify;

/** Something that an auditor has found. */
final class WrongExport extends Exception {

    private static final long serialVersionUID = 1;

    WrongExport(String finding) {
        super(finding);
    }
}
