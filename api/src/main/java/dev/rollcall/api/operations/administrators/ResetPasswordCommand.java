package dev.rollcall.api.operations.administrators;

import dev.rollcall.api.users.PasswordResets;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code admin reset-password}: sets the password of an account, and ends all sessions of its user. */
@Command(
        name = "reset-password",
        description = {
            "Set the password of an account, whatever its role, and end all sessions of its user. The password is read"
                    + " from the standard input, or asked for on a terminal. Servers may be running meanwhile.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if the password was set, 1 if there is no such account or the password is refused, 2 if"
                + " nothing could be done.",
        mixinStandardHelpOptions = true)
final class ResetPasswordCommand implements Callable<Integer> {

    @Mixin
    private AccountOptions options = new AccountOptions();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        return options.run(settings, this::reset);
    }

    private Optional<String> reset(ConfigurableApplicationContext node, UserId user, String passwordHash) {
        return node.getBean(PasswordResets.class)
                .byOperator(user, passwordHash, options.mustChange())
                .map(ended -> {
                    options.print(
                            "Set the password of %s; %d sessions were ended",
                            user, ended.sessionIds().size());
                    return Optional.<String>empty();
                })
                .orElse(Optional.of("There is no account with the name " + user));
    }
}
