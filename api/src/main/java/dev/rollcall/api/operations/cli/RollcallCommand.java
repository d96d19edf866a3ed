package dev.rollcall.api.operations.cli;

import dev.rollcall.api.audit.log.AuditCommand;
import dev.rollcall.api.operations.cleanup.CleanupCommand;
import dev.rollcall.api.operations.rebuild.ProjectionsCommand;
import dev.rollcall.api.web.commandline.CommandNotStarted;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. Whatever begins with dashes is a setting of the server. */
@Command(
        name = "java -jar rollcall.jar",
        description = "Without a command: the server. Its settings are options such as --server.port=8080.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.class, ProjectionsCommand.class, CleanupCommand.class})
public final class RollcallCommand {

    private static final int UNREADABLE = CommandLine.ExitCode.USAGE;

    private static final Set<String> HELP = Set.of("--help", "-h");

    public static boolean isMeantBy(String[] arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
    }

    /** @return the exit code: 0 fine, 1 found something wrong, 2 wrong usage or unreadable */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** All commands, to be run or looked at. */
    public static CommandLine commandLine() {
        return new CommandLine(new RollcallCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(explain(failure));
            return UNREADABLE;
        });
    }

    private static String explain(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        return failure instanceof IOException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof CommandNotStarted
                ? String.valueOf(failure.getMessage())
                : failure + causes(failure.getCause());
    }

    private static String causes(@Nullable Throwable cause) {
        return cause == null ? "" : System.lineSeparator() + "  because " + cause + causes(cause.getCause());
    }
}
