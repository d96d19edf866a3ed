package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.web.commandline.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code projections list}: lists the read models. */
@Command(
        name = "list",
        description = {
            "List the read models, how far behind the events they are, and their last rebuilds.",
            "Takes the server's settings, such as --spring.datasource.url=…"
        },
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        try (var context =
                new ServerSettings(Objects.requireNonNull(spec).commandLine(), settings).start(RebuildParts.class)) {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            for (ProjectionView model : context.getBean(Projections.class).list()) {
                RebuildView last = model.lastRebuild();
                out.printf(
                        "%s: %d rows in %s, %d events behind, %s%n",
                        model.name(),
                        model.rows(),
                        model.table(),
                        model.eventsBehind(),
                        last == null ? "never rebuilt" : "last rebuild " + last.id() + " " + last.state());
            }
            return 0;
        }
    }
}
