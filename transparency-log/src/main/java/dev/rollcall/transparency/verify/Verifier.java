package dev.rollcall.transparency.verify;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code rollcall-verify.jar}, with which auditors verify exports. */
@Command(
        name = "java -jar rollcall-verify.jar",
        description = "Verify exports of Rollcall's transparency log offline.",
        mixinStandardHelpOptions = true,
        subcommands = VerifyCommand.class)
public final class Verifier {

    private static final int UNREADABLE = CommandLine.ExitCode.USAGE;

    private Verifier() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Verifier()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(explain(failure));
            return UNREADABLE;
        });
    }

    /** Returns what to print when a command fails; unexpected failures are shown with their causes. */
    public static String explain(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        return failure instanceof IOException || failure instanceof IllegalArgumentException
                ? String.valueOf(failure.getMessage())
                : failure + causes(failure.getCause());
    }

    private static String causes(@Nullable Throwable cause) {
        return cause == null ? "" : System.lineSeparator() + "  because " + cause + causes(cause.getCause());
    }
}
