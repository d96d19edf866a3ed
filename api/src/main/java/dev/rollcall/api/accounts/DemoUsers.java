package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.UserId;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Creates accounts for trying out the service, with public passwords, before the first request. */
@Component
class DemoUsers implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(DemoUsers.class);

    private final Accounts accounts;
    private final Passwords passwords;
    private final DemoMode demo;
    private final Clock clock;

    DemoUsers(Accounts accounts, Passwords passwords, DemoMode demo, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.demo = demo;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (demo.isOn()) {
            add("june_doe", "test123", Role.USER);
            add("john_roe", "test123", Role.USER);
            add("admin", "admin123", Role.ADMIN);
            add("auditor", "audit123", Role.AUDITOR);
            log.warn("Demo users with public passwords can log in; turn them off with --rollcall.demo-users=false");
        }
    }

    private void add(String name, String password, Role role) {
        UserId userId = new UserId(name);
        if (accounts.find(userId).isEmpty()) {
            accounts.add(new Account(userId, passwords.hash(password), role, Account.Status.ACTIVE, clock.instant()));
        }
    }
}
