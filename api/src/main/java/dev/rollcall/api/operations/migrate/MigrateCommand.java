package dev.rollcall.api.operations.migrate;

import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.eventstore.migrations.MigrationsOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code migrate}: changes the tables to those of this release, and ends. */
@Command(
        name = "migrate",
        description = {
            "Change the tables to those of this release. Nodes of it and of the one before may run meanwhile.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if the tables are those of this release or of a later one, 1 if --check finds that they"
                + " are not, 2 if the database cannot be used or a migration failed.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {

    private static final int FAILED = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--check", description = "Print which migrations are missing, but run none.")
    private boolean check;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        try (ConfigurableApplicationContext context =
                new ServerSettings(command, settings).start(MigrationsOnly.class)) {
            Flyway flyway = context.getBean(Flyway.class);
            return check ? check(command, flyway) : migrate(command, flyway);
        }
    }

    private static int check(CommandLine command, Flyway flyway) {
        MigrationInfo[] missing = flyway.info().pending();
        for (MigrationInfo migration : missing) {
            command.getOut().println("MISSING: V" + migration.getVersion() + " " + migration.getDescription());
        }
        if (missing.length > 0) {
            return 1;
        }
        return conclude(command, flyway);
    }

    private static int migrate(CommandLine command, Flyway flyway) {
        try {
            flyway.migrate()
                    .migrations
                    .forEach(migration -> command.getOut()
                            .println("V" + migration.version + " " + migration.description + ": "
                                    + migration.executionTime + " ms"));
        } catch (FlywayException failed) {
            command.getErr().println(failed.getMessage());
            command.getErr()
                    .println("Migrations that had ended before this one stay. The table flyway_schema_history"
                            + " lists them.");
            return FAILED;
        }
        return conclude(command, flyway);
    }

    private static int conclude(CommandLine command, Flyway flyway) {
        MigrationInfo current = Objects.requireNonNull(flyway.info().current());
        command.getOut().println("The tables are at version " + current.getVersion());
        return 0;
    }
}
