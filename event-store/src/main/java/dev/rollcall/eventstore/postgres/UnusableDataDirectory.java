package dev.rollcall.eventstore.postgres;

import java.nio.file.Path;

/** The embedded PostgreSQL cannot be started in the data directory. The message begins with the setting. */
public final class UnusableDataDirectory extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String ADVICE =
            "Choose a directory that is empty or was used by this release, and that this user"
                    + " can write to. For a lost password see docs/install.md, \"If the password is lost\".";

    UnusableDataDirectory(Path directory, Throwable cause) {
        super("rollcall.embedded-postgres.data-directory: PostgreSQL cannot be started in " + directory + ": " + cause);
    }

    /** Returns what to do about it. */
    public String advice() {
        return ADVICE;
    }
}
