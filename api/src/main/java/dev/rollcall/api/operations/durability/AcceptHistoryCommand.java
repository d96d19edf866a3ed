package dev.rollcall.api.operations.durability;

import dev.rollcall.api.web.ApplicationConfiguration;
import dev.rollcall.api.web.commandline.DatabaseOnly;
import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.event.HistoryAccepted;
import dev.rollcall.eventstore.continuity.AcceptedHistory;
import dev.rollcall.query.processing.FollowerPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code accept-history}: lets the nodes serve again after acknowledged events were lost for good. */
@Command(
        name = "accept-history",
        description = {
            "Show which acknowledged events are missing, and accept with --by and --reason that they are lost, so that"
                    + " the nodes serve again. That is recorded in the transparency log.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if nothing is missing (any more), 1 if something is missing and was not accepted,"
                + " 2 if the database cannot be used.",
        mixinStandardHelpOptions = true)
public final class AcceptHistoryCommand implements Callable<Integer> {

    private static final int LONGEST = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--by", description = "Who accepts the loss: your name.")
    private @Nullable String by;

    @Option(names = "--reason", description = "What happened, for auditors.")
    private @Nullable String reason;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        requireBoth(command);
        try (ConfigurableApplicationContext context = new ServerSettings(command, settings).start(DatabaseOnly.class)) {
            DataSource database = context.getBean(DataSource.class);
            AcceptedHistory history = new AcceptedHistory(database);
            List<HistoryAccepted.Loss> losses = by == null || reason == null
                    ? history.open()
                    : history.accept(
                            by,
                            reason,
                            ApplicationConfiguration.wallClock().instant(),
                            event -> FollowerPositions.moveBack(JdbcClient.create(database), event));
            losses.forEach(
                    loss -> command.getOut().println("MISSING: " + loss.missing() + ", found at " + loss.foundAt()));
            return conclude(command, losses);
        }
    }

    private int conclude(CommandLine command, List<HistoryAccepted.Loss> losses) {
        if (losses.isEmpty()) {
            command.getOut().println("No node has found acknowledged events missing");
            return 0;
        }
        if (by == null) {
            command.getErr()
                    .println("Nothing was accepted. If the events still exist on another server or in a newer backup,"
                            + " go back to it. If they are lost for good, run this command with --by and --reason.");
            return 1;
        }
        command.getOut().println("Accepted. The nodes serve again within seconds");
        return 0;
    }

    private void requireBoth(CommandLine command) {
        if ((by == null) != (reason == null)) {
            throw new ParameterException(command, "--by and --reason belong together");
        }
        requireText(command, "--by", by);
        requireText(command, "--reason", reason);
    }

    private static void requireText(CommandLine command, String option, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > LONGEST)) {
            throw new ParameterException(command, option + " must have 1 to " + LONGEST + " characters");
        }
    }
}
