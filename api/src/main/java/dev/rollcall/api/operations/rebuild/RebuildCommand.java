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

/** {@code projections rebuild}: does it in this process, and waits for it. */
@Command(
        name = "rebuild",
        description = {
            "Make a read model anew from the events, compare the two, and swap them, while servers are running.",
            "Takes the settings of the server, from its arguments, environment and application.yml:"
                    + " --spring.datasource.url=… and so on."
        },
        footer = "Exit code: 0 if the table was right, 1 if it was not, 2 if nothing was done.",
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {

    private static final int LOOK_EVERY_MILLIS = 200;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "live-sessions or session-history")
    private String name = "";

    @Option(names = "--dry-run", description = "Compare, and do not swap.")
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
        long[] told = {-1};
        return watch(rebuilds, started, now -> {
            long tenths = now.eventsTotal() == 0 ? 0 : now.eventsDone() * 10 / now.eventsTotal();
            if (tenths != told[0]) {
                told[0] = tenths;
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
            Thread.sleep(LOOK_EVERY_MILLIS);
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
        if (result.wasRight()) {
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
