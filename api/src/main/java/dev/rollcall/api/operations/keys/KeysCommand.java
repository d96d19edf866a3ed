package dev.rollcall.api.operations.keys;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys}: shows and replaces keys while nodes run. */
@Command(
        name = "keys",
        description = "Show keys, and replace them while nodes run and nobody is signed out.",
        mixinStandardHelpOptions = true,
        subcommands = {ListKeysCommand.class, RotateKeyCommand.class, RewrapCommand.class})
public final class KeysCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Give a command: list, rotate or rewrap");
    }
}
