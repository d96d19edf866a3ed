package dev.rollcall.faults.history;

import dev.rollcall.faults.history.log.UnreadableLog;
import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code history-check.jar}. */
@Command(
        name = "history-check",
        description = "Decide from a log of operations and the stored events whether the promises were kept.",
        footer = "Exit code: 0 if they were kept, 1 if one was not, 2 if the log cannot be read.",
        mixinStandardHelpOptions = true)
public final class HistoryCheckCommand implements Callable<Integer> {

    private static final int VIOLATED = 1;
    private static final int UNREADABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "LOG", description = "the log, one JSON object a line")
    private Path log = Path.of("");

    private HistoryCheckCommand() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new HistoryCheckCommand());
    }

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            Verdict verdict = HistoryCheck.check(log);
            new Report(line.getOut()).print(verdict, log);
            return verdict.isKept() ? 0 : VIOLATED;
        } catch (NoSuchFileException missing) {
            line.getErr().println(missing.getFile() + ": there is no such file");
        } catch (UnreadableLog | IOException unreadable) {
            line.getErr().println(log + ": " + unreadable.getMessage());
        }
        return UNREADABLE;
    }
}
