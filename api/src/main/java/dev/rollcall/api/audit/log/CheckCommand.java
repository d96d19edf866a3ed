package dev.rollcall.api.audit.log;

import dev.rollcall.api.web.commandline.DatabaseOnly;
import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.query.log.LogCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code audit check}: needs the database and the server's settings, but no running server. */
@Command(
        name = "check",
        description = {
            "Compare every event in the database with the transparency log, and check that the log is consistent.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if all is well, 1 if something is wrong, 2 if something cannot be read.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        try (ConfigurableApplicationContext context = new ServerSettings(command, settings).start(DatabaseOnly.class)) {
            LogCheck check = new LogCheck(JdbcClient.create(context.getBean(DataSource.class)));
            long size = check.size();
            List<String> findings = run(check, size);
            findings.forEach(finding -> command.getErr().println("WRONG: " + finding));
            if (findings.isEmpty()) {
                command.getOut().println("OK: " + (size - check.inFiles()) + " events are as they were logged");
                if (check.inFiles() > 0) {
                    command.getOut().println(check.inFiles() + " events are in archives: verify those files");
                }
            }
            return findings.isEmpty() ? 0 : 1;
        }
    }

    private static List<String> run(LogCheck check, long size) {
        if (!Ansi.AUTO.enabled()) {
            return check.run(checked -> {});
        }
        try (ProgressBar progress = new ProgressBar("Checking", size)) {
            return check.run(progress::stepTo);
        }
    }
}
