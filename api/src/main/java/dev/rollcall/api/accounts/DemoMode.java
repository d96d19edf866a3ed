package dev.rollcall.api.accounts;

import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whether the demo users and the demo client exist. By default, they exist with the embedded PostgreSQL only. */
@Component
public class DemoMode {

    private final boolean on;

    /**
     * @param demoUsers Whether the demo users 'june_doe' and 'john_roe' (password 'test123'), 'admin' ('admin123', role
     *     'ADMIN') and 'auditor' ('audit123', role 'AUDITOR') and the trusted client 'gateway' ('gateway-secret')
     *     exist. Default: 'true' with the embedded database, else 'false'.
     */
    @ConfigurationProperties("rollcall")
    record Properties(@Nullable Boolean demoUsers) {}

    DemoMode(Environment environment) {
        on = isOn(environment);
    }

    /** Returns the same as {@link #isOn()}, from the settings alone, before there are beans. */
    public static boolean isOn(Environment environment) {
        Boolean setting = Binder.get(environment)
                .bindOrCreate("rollcall", Properties.class)
                .demoUsers();
        return setting == null ? EmbeddedPostgresConfiguration.isWanted(environment) : setting;
    }

    public boolean isOn() {
        return on;
    }
}
