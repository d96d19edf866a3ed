package dev.rollcall.eventstore.migrations;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationInfo;

/** The tables are those of an earlier release, and this node may not change them. */
final class MissingMigrations extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingMigrations(MigrationInfo... missing) {
        super("The tables are those of an earlier release. They lack: "
                + Arrays.stream(missing).map(MissingMigrations::name).collect(Collectors.joining(", ")));
    }

    private static String name(MigrationInfo migration) {
        return "V" + migration.getVersion() + " (" + migration.getDescription() + ")";
    }
}
