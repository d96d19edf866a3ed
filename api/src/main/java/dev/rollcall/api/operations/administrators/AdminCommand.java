package dev.rollcall.api.operations.administrators;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code admin}: what needs access to the database instead of a login. */
@Command(
        name = "admin",
        description = "Create administrators, and reset forgotten passwords.",
        mixinStandardHelpOptions = true,
        subcommands = {CreateAdminCommand.class, ResetPasswordCommand.class})
public final class AdminCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Give a command: create or reset-password");
    }
}
