package dev.rollcall.api.operations.keys;

import dev.rollcall.RollcallApplication;
import dev.rollcall.api.web.commandline.ServerSettings;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands about keys have in common. */
@Command
final class KeyOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /**
     * Starts a node that only this machine can reach, and does the work.
     *
     * @param settings the arguments that the command did not recognise
     * @return the exit code
     */
    int run(List<String> settings, ToIntFunction<ConfigurableApplicationContext> work) {
        try (ConfigurableApplicationContext node = new ServerSettings(command(), settings)
                .startNode(
                        RollcallApplication.class,
                        "--rollcall.bootstrap-admin.name=",
                        "--rollcall.bootstrap-admin.password-file=")) {
            return work.applyAsInt(node);
        }
    }

    void print(String format, Object... arguments) {
        command().getOut().printf(format + "%n", arguments);
    }

    void printError(String message) {
        command().getErr().println(message);
    }

    CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
