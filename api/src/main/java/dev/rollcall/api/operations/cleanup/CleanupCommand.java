package dev.rollcall.api.operations.cleanup;

import dev.rollcall.RollcallApplication;
import dev.rollcall.api.web.commandline.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.json.JsonMapper;

/** {@code cleanup}: starts a node that only this machine can reach, cleans up, and stops. */
@Command(
        name = "cleanup",
        aliases = "sweep",
        description = {
            "End sessions that are past their timeouts, delete what is no longer needed, and print the counters"
                    + " as JSON.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if all is well, 1 if users could not be cleaned up, 2 if the clean-up could not run.",
        mixinStandardHelpOptions = true)
public final class CleanupCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dry-run", description = "Print what would be done, but do nothing.")
    private boolean dryRun;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        try (ConfigurableApplicationContext node =
                new ServerSettings(command, settings).startNode(RollcallApplication.class)) {
            Optional<CleanupReport> report = node.getBean(Cleanup.class).run(dryRun);
            if (report.isEmpty()) {
                command.getErr().println("Another clean-up is under way");
                return 2;
            }
            command.getOut().println(new JsonMapper().writeValueAsString(report.get()));
            return report.get().errors() == 0 ? 0 : 1;
        }
    }
}
