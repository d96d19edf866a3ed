package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;

/** Another process already uses the same embedded PostgreSQL. */
final class DataDirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    DataDirectoryInUse(Path directory, Throwable cause) {
        super("Another Rollcall process is already using the data in " + directory, cause);
    }
}
