package dev.rollcall.api.accounts.bootstrap;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.DemoMode;
import dev.rollcall.api.accounts.NewPasswords;
import dev.rollcall.api.accounts.PasswordLine;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.UserNames;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Creates the first administrator from the settings, before the first request, while there is no administrator. With
 * demo users there is always one.
 */
@Component
class BootstrapAdmin implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(BootstrapAdmin.class);

    private static final String NAME = "rollcall.bootstrap-admin.name";
    private static final String FILE = "rollcall.bootstrap-admin.password-file";

    private final BootstrapAdminProperties settings;
    private final Accounts accounts;
    private final Passwords passwords;
    private final NewPasswords newPasswords;
    private final DemoMode demo;
    private final Clock clock;

    BootstrapAdmin(
            BootstrapAdminProperties settings,
            Accounts accounts,
            Passwords passwords,
            NewPasswords newPasswords,
            DemoMode demo,
            Clock clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.demo = demo;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!settings.name().isEmpty() && !demo.isOn() && !accounts.hasAdministrator()) {
            create(userId(settings.name()));
        }
    }

    /** @throws WrongSetting also if the name is taken, unless another node has just created the administrator */
    private void create(UserId userId) {
        String hash = passwords.hash(password(userId));
        Account account = new Account(userId, hash, Role.ADMIN, Account.Status.ACTIVE, clock.instant(), true);
        if (accounts.createFirstAdministrator(account)) {
            log.atWarn()
                    .addKeyValue("userId", userId)
                    .log("Created the first administrator, who must change the password at the first login");
        } else if (!accounts.hasAdministrator()) {
            throw new WrongSetting(
                    NAME + ": a user who is no administrator has this name already.", "Choose another name.");
        }
    }

    private String password(UserId userId) {
        Path file = Objects.requireNonNull(settings.passwordFile());
        try (InputStream input = Files.newInputStream(file)) {
            String password = PasswordLine.read(input);
            newPasswords.brokenRule(userId, password).ifPresent(rule -> {
                throw new WrongSetting(FILE + ": the password in " + file + " " + rule + ".", "Write another one.");
            });
            return password;
        } catch (IOException unreadable) {
            throw WrongSetting.ofFile(FILE, file, "cannot be read as one line in UTF-8.", unreadable);
        }
    }

    private static UserId userId(String name) {
        try {
            return UserNames.parse(name);
        } catch (IllegalArgumentException refused) {
            throw new WrongSetting(NAME + ": " + refused.getMessage() + ".", refused);
        }
    }
}
