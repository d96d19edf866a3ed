package dev.rollcall.api.operations.training;

import dev.rollcall.RollcallApplication;
import dev.rollcall.api.web.commandline.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code training-run}: uses a node for a while, so that the Java VM can record which classes and methods it needs. The
 * node has a database of its own, which is deleted at the end, whatever database is configured.
 */
@Command(
        name = "training-run",
        description = {
            "Start a node with a temporary database, use it for a while, and stop it.",
            "With -XX:AOTCacheOutput=rollcall.aot (Java 25) or -XX:ArchiveClassesAtExit=rollcall.jsa (Java 17), the"
                    + " Java VM makes a cache with which later starts are faster."
        },
        footer = "Exit code: 0 if all is well, 2 if the node could not be started or refused a request.",
        mixinStandardHelpOptions = true)
public final class TrainingRunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "<duration>",
            defaultValue = "PT30S",
            description = "How long the node is used (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ZERO;

    @Option(
            names = "--postgres-binaries",
            paramLabel = "<jar>",
            description = "A jar with PostgreSQL for this platform, for a Rollcall without PostgreSQL in it.")
    private @Nullable Path binaries;

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        Path directory = Files.createTempDirectory("rollcall-training-");
        try {
            command.getOut().println("The node answered " + train(command, directory) + " requests.");
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
        return 0;
    }

    /** The database of the environment is not used, and neither is its identity. */
    private long train(CommandLine command, Path directory) throws Exception {
        try (ConfigurableApplicationContext node = new ServerSettings(command, List.of())
                .startNode(
                        RollcallApplication.class,
                        "--spring.datasource.url=",
                        "--rollcall.embedded-postgres.data-directory=" + directory,
                        "--rollcall.embedded-postgres.binaries=" + Objects.requireNonNullElse(binaries, ""),
                        "--server.ssl.enabled=false",
                        "--rollcall.demo-users=true",
                        "--rollcall.sessions.max-sessions=20",
                        "--rollcall.sessions.max-starts-per-hour=0",
                        "--rollcall.login.max-failures-per-user=0",
                        "--rollcall.login.max-failures-per-address=0",
                        "--rollcall.warm-up.at-most=PT10S",
                        "--logging.level.dev.rollcall=info",
                        "--logging.file.name=" + directory.resolve("log"),
                        "--logging.threshold.console=warn")) {
            return new TrainingLoad(
                            node.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                            node.getBean(Clock.class))
                    .runFor(length);
        }
    }
}
