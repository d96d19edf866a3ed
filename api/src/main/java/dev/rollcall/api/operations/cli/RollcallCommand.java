package dev.rollcall.api.operations.cli;

import dev.rollcall.api.audit.log.AuditCommand;
import dev.rollcall.api.operations.administrators.AdminCommand;
import dev.rollcall.api.operations.archive.ArchiveCommand;
import dev.rollcall.api.operations.cleanup.CleanupCommand;
import dev.rollcall.api.operations.durability.AcceptHistoryCommand;
import dev.rollcall.api.operations.keys.KeysCommand;
import dev.rollcall.api.operations.migrate.MigrateCommand;
import dev.rollcall.api.operations.rebuild.ProjectionsCommand;
import dev.rollcall.api.operations.training.TrainingRunCommand;
import dev.rollcall.api.web.commandline.CommandNotStarted;
import dev.rollcall.transparency.verify.Verifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. An argument that begins with dashes is a setting of the server. */
@Command(
        name = "java -jar rollcall.jar",
        description = "Without a command, starts the server. Its settings are options such as --server.port=8080.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AdminCommand.class,
            AuditCommand.class,
            ProjectionsCommand.class,
            CleanupCommand.class,
            KeysCommand.class,
            AcceptHistoryCommand.class,
            ArchiveCommand.class,
            MigrateCommand.class,
            TrainingRunCommand.class
        })
public final class RollcallCommand {

    private static final int UNREADABLE = CommandLine.ExitCode.USAGE;

    private static final Set<String> HELP = Set.of("--help", "-h");

    public static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
    }

    /** @return the exit code: 0 if all is well, 1 if something is wrong, 2 for wrong usage or unreadable input */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** Returns all commands, to run or to inspect them. */
    public static CommandLine commandLine() {
        return new CommandLine(new RollcallCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(explain(failure));
            return UNREADABLE;
        });
    }

    private static @Nullable String explain(Exception failure) {
        return failure instanceof CommandNotStarted ? failure.getMessage() : Verifier.explain(failure);
    }
}
