package dev.rollcall.eventstore.continuity;

import java.nio.file.Path;

/** Thrown at the start if the file that tells what the node has seen cannot be read. */
final class UnusableSeenFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableSeenFile(Path file, Exception cause) {
        super("The file " + file + " (rollcall.history.seen-file) cannot be read: " + cause, cause);
    }
}
