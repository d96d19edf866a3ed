package dev.rollcall.api.audit;

/** Something that an auditor has found. */
final class WrongExport extends Exception {

    private static final long serialVersionUID = 1;

    WrongExport(String finding) {
        super(finding);
    }
}
