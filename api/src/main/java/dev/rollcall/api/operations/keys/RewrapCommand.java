package dev.rollcall.api.operations.keys;

import dev.rollcall.api.privacy.UserKeyRewrap;
import dev.rollcall.api.privacy.UserKeyRewrap.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code keys rewrap}: replaces the master key. */
@Command(
        name = "rewrap",
        description = {
            "Wrap the keys of all users by rollcall.personal-data.master-key, while nodes run that have it and the"
                    + " previous one. If it is interrupted, run it again: it goes on.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if no other master key is needed any more, 2 if it could not finish.",
        mixinStandardHelpOptions = true)
final class RewrapCommand implements Callable<Integer> {

    private static final int EVERY = 10_000;

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Option(names = "--new-key", description = "First have the KMS wrap a new master key.")
    private boolean newKey;

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        return options.run(settings, this::rewrap);
    }

    private int rewrap(ConfigurableApplicationContext node) {
        UserKeyRewrap rewrap = node.getBean(UserKeyRewrap.class);
        if (newKey && !rewrap.create()) {
            options.printError("--new-key needs rollcall.personal-data.kms-key-uri");
            return 2;
        }
        if (rewrap.isDone()) {
            options.print("All keys of users are wrapped by the master key %s already", rewrap.wanted());
            return 0;
        }
        try {
            Optional<Progress> done = rewrap.run(this::print);
            done.ifPresentOrElse(
                    all -> options.print(
                            "Wrapped %,d keys of users by the master key %s. No other one is needed any more: remove"
                                    + " rollcall.personal-data.previous-master-keys at the next restart of each node",
                            all.rewrapped(), rewrap.wanted()),
                    () -> options.printError("Keys are being wrapped by another command"));
            return done.isPresent() ? 0 : 2;
        } catch (DataAccessException stopped) {
            options.printError(stopped.getMessage() + ". What was done so far stays; run the command again");
            return 2;
        }
    }

    private void print(Progress progress) {
        if (progress.read() % EVERY == 0 || progress.read() == progress.all()) {
            options.print("%,d of %,d keys of users", progress.read(), progress.all());
        }
    }
}
