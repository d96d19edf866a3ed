package dev.rollcall.api.accounts;

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
            DemoUser.ALL.forEach(this::add);
            log.warn("Demo users with public passwords can log in; turn them off with --rollcall.demo-users=false");
        }
    }

    private void add(DemoUser user) {
        UserId userId = new UserId(user.name());
        if (accounts.find(userId).isEmpty()) {
            accounts.createDemo(new Account(
                    userId, passwords.hash(user.password()), user.role(), Account.Status.ACTIVE, clock.instant()));
        }
    }
}
