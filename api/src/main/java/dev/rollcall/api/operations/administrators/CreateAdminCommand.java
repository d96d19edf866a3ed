package dev.rollcall.api.operations.administrators;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.AccountCreated;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code admin create}: creates an account with the role {@code ADMIN}. */
@Command(
        name = "create",
        description = {
            "Create an account with the role ADMIN. The password is read from the standard input, or asked for on a"
                    + " terminal. Servers may be running meanwhile.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if the account was created, 1 if the name or the password is refused, 2 if nothing could"
                + " be done.",
        mixinStandardHelpOptions = true)
final class CreateAdminCommand implements Callable<Integer> {

    @Mixin
    private AccountOptions options = new AccountOptions();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        return options.run(settings, this::create);
    }

    private Optional<String> create(ConfigurableApplicationContext node, UserId user, String passwordHash) {
        Accounts accounts = node.getBean(Accounts.class);
        Account account = new Account(
                user,
                passwordHash,
                Role.ADMIN,
                Account.Status.ACTIVE,
                node.getBean(Clock.class).instant(),
                options.mustChange());
        if (accounts.create(account, AccountCreated.Way.OPERATOR, Initiator.SYSTEM)) {
            options.print("Created the administrator %s", user);
            return Optional.empty();
        }
        return Optional.of(accounts.find(user)
                .map(taken -> "There is an account " + taken
                        + " already. Choose another name, or reset its password with 'admin reset-password'")
                .orElse("A user without an account has a history under the name " + user + ". Choose another name"));
    }
}
