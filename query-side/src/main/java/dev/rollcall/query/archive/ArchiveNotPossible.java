package dev.rollcall.query.archive;

/** Thrown when something else has to be done before events can be archived. */
public final class ArchiveNotPossible extends RuntimeException {

    private static final long serialVersionUID = 1;

    ArchiveNotPossible(String reason) {
        super(reason);
    }
}
