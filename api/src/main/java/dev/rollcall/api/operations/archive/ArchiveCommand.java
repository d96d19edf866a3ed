package dev.rollcall.api.operations.archive;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.audit.EventIndexes;
import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.query.archive.ArchiveNotPossible;
import dev.rollcall.query.archive.HistoryArchive;
import dev.rollcall.query.log.InconsistentLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code archive}: moves the events of sessions that ended long ago to files. */
@Command(
        name = "archive",
        description = {
            "Write the transparency log up to a time to files, and with --remove delete the events and the history of"
                    + " sessions that had ended by then. Servers may be running meanwhile.",
            "Each file is read again and compared with the log before anything is deleted. Whatever was interrupted,"
                    + " the same command completes.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if it is done, 1 if an event is not as it was logged, 2 if nothing was deleted.",
        mixinStandardHelpOptions = true)
public final class ArchiveCommand implements Callable<Integer> {

    private static final int LONGEST_NAME = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "DIRECTORY", description = "Where to write the files.")
    private Path directory = Path.of("");

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            description = "How long ended sessions stay in the database, at least P1D."
                    + " Default: the setting rollcall.audit.keep-history.")
    private @Nullable Duration keep;

    @Option(names = "--remove", description = "Delete what is in the files.")
    private boolean remove;

    @Option(names = "--by", description = "Who archives: your name. Required with --remove.")
    private @Nullable String by;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        requireValid(command);
        try (ConfigurableApplicationContext context = new ServerSettings(command, settings).start(ArchiveParts.class)) {
            return archive(context);
        } catch (ArchiveNotPossible refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        } catch (InconsistentLog wrong) {
            command.getErr().println("WRONG: " + wrong.getMessage());
            return 1;
        }
    }

    private int archive(ConfigurableApplicationContext context) throws IOException {
        HistoryArchive archive = context.getBean(HistoryArchive.class);
        Instant endedBefore = context.getBean(Clock.class).instant().minus(keptFor(context));
        HistoryArchive.Plan plan =
                archive.plan(endedBefore, context.getBean(EventIndexes.class).upperBound(endedBefore));
        QueriesFile queries = new QueriesFile(context.getBean(JdbcClient.class), endedBefore);
        HistoryArchive.Written written = withBar("Writing", plan.to(), bar -> archive.write(plan, directory, bar))
                .with(queries.write(directory));
        written.files().forEach(file -> out().printf("%s  %s%n", file.sha256(), file.name()));
        out().printf(
                        "%d lines of the log are in %s, from index %d on, as they were logged%n",
                        plan.to() - plan.from(), directory, plan.from());
        if (remove) {
            String name = Objects.requireNonNull(by);
            long removed = withBar("Deleting", plan.to(), bar -> archive.remove(written, name, bar));
            queries.delete();
            out().printf("%d events of sessions that had ended before %s were deleted%n", removed, endedBefore);
        }
        return 0;
    }

    private Duration keptFor(ConfigurableApplicationContext context) {
        return keep == null ? context.getBean(AuditProperties.class).keepHistory() : keep;
    }

    private interface Work<T> {
        T run(LongConsumer progress) throws IOException;
    }

    private static <T> T withBar(String name, long total, Work<T> work) throws IOException {
        if (!Ansi.AUTO.enabled()) {
            return work.run(done -> {});
        }
        try (ProgressBar bar = new ProgressBar(name, total)) {
            return work.run(bar::stepTo);
        }
    }

    private void requireValid(CommandLine command) {
        if (keep != null && keep.compareTo(AuditProperties.SHORTEST_HISTORY) < 0) {
            throw new ParameterException(command, "--keep must be at least " + AuditProperties.SHORTEST_HISTORY);
        }
        if (remove && (by == null || by.isBlank() || by.length() > LONGEST_NAME)) {
            throw new ParameterException(command, "--remove needs --by with 1 to " + LONGEST_NAME + " characters");
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
