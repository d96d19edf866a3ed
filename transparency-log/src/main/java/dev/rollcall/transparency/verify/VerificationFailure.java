package dev.rollcall.transparency.verify;

/** Thrown when an export or a checkpoint fails the verification. */
final class VerificationFailure extends Exception {

    private static final long serialVersionUID = 1;

    VerificationFailure(String finding) {
        super(finding);
    }
}
