package dev.rollcall.api.operations.administrators;

import dev.rollcall.RollcallApplication;
import dev.rollcall.api.accounts.NewPasswords;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.UserNames;
import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The account that a command concerns, and its new password. */
final class AccountOptions {

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The user name.")
    private String name = "";

    @Option(
            names = "--must-change",
            description = "The user must change the password at the next login, before anything else.")
    private boolean mustChange;

    /** What a command does on the node that was started for it. */
    interface Work {

        /** @return what is wrong; empty if all is well */
        Optional<String> run(ConfigurableApplicationContext node, UserId user, String passwordHash);
    }

    /**
     * Reads the password, starts a node that only this machine can reach, and does the work.
     *
     * @param settings the arguments that the command did not recognise
     * @return the exit code
     */
    int run(List<String> settings, Work work) throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        UserId user = user(command);
        String password = PasswordInput.read(user);
        try (ConfigurableApplicationContext node = new ServerSettings(command, settings)
                .startNode(
                        RollcallApplication.class,
                        "--rollcall.bootstrap-admin.name=",
                        "--rollcall.bootstrap-admin.password-file=")) {
            Optional<String> refusal = node.getBean(NewPasswords.class)
                    .brokenRule(user, password)
                    .map(rule -> "The password " + rule)
                    .or(() -> work.run(node, user, node.getBean(Passwords.class).hash(password)));
            refusal.ifPresent(wrong -> command.getErr().println(wrong + "."));
            return refusal.isPresent() ? 1 : CommandLine.ExitCode.OK;
        }
    }

    boolean mustChange() {
        return mustChange;
    }

    void print(String format, Object... arguments) {
        Objects.requireNonNull(spec).commandLine().getOut().printf(format + "%n", arguments);
    }

    private UserId user(CommandLine command) {
        try {
            return UserNames.parse(name);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command, "--name: " + refused.getMessage(), refused);
        }
    }
}
