package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;

/** Another process runs on the same embedded database. */
final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    DataDirectoryInUse(Path directory, Throwable cause) {
        super("Another Rollcall already runs on the data in " + directory, cause);
    }
}
