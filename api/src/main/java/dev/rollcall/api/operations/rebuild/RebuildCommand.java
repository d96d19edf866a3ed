package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.api.web.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code projections rebuild}: rebuilds a read model in this process, and waits for the result. */
@Command(
        name = "rebuild",
        description = {
            "Rebuild a read model from the events beside the current one, compare the two, and swap them.",
            "Servers may be running meanwhile. Takes the server's settings from its arguments, the environment and"
                    + " application.yml, such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if the table was right, 1 if it was not, 2 if nothing was done.",
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

    private static final int POLL_MILLIS = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "live-sessions or session-history")
    private String name = "";

    @Option(names = "--dry-run", description = "Compare only, without swapping.")
    private boolean dryRun;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        try (var context =
                new ServerSettings(Objects.requireNonNull(spec).commandLine(), settings).start(RebuildParts.class)) {
            Rebuilds rebuilds = context.getBean(Rebuilds.class);
            RebuildView started = rebuilds.start(name, dryRun, "command line");
            RebuildView ended = Ansi.AUTO.enabled() ? withBar(rebuilds, started) : withLines(rebuilds, started);
            return report(ended);
        } catch (Problem refused) {
            throw new IllegalArgumentException(name + ": " + refused.getBody().getTitle() + ". "
                    + refused.getBody().getDetail());
        }
    }

    private static RebuildView withBar(Rebuilds rebuilds, RebuildView started) throws InterruptedException {
        try (ProgressBar bar = new ProgressBar("Rebuilding", started.eventsTotal())) {
            return watch(rebuilds, started, now -> {
                bar.maxHint(now.eventsTotal());
                bar.stepTo(now.eventsDone());
            });
        }
    }

    private RebuildView withLines(Rebuilds rebuilds, RebuildView started) throws InterruptedException {
        long[] printed = {-1};
        return watch(rebuilds, started, now -> {
            long tenths = now.eventsTotal() == 0 ? 0 : now.eventsDone() * 10 / now.eventsTotal();
            if (tenths != printed[0]) {
                printed[0] = tenths;
                out().printf(
                                "%d of %d events, %d a second%n",
                                now.eventsDone(), now.eventsTotal(), now.eventsPerSecond());
                out().flush();
            }
        });
    }

    private static RebuildView watch(Rebuilds rebuilds, RebuildView started, Consumer<RebuildView> observer)
            throws InterruptedException {
        RebuildView now = started;
        while (now.state() == RebuildView.State.RUNNING) {
            Thread.sleep(POLL_MILLIS);
            now = rebuilds.find(now.projection(), now.id());
            observer.accept(now);
        }
        return now;
    }

    private int report(RebuildView ended) {
        RebuildView.Result result = ended.result();
        if (result == null) {
            throw new IllegalArgumentException(ended.projection() + ": " + ended.reason());
        }
        out().printf("%s %d rows.%n", result.conclusion(), result.rows());
        if (result.wasIntact()) {
            return 0;
        }
        out().printf(
                        "%d missing, %d unexpected, %d changed%n",
                        result.missing(), result.unexpected(), result.changed());
        result.examples().forEach(example -> out().printf("  %s: %s%n", example.sessionId(), example.difference()));
        return 1;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
