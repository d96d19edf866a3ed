package dev.rollcall.api.accounts;

import dev.rollcall.api.database.EmbeddedPostgresConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether the demo users and the demo client exist: unless set, with the embedded database only. */
@Component
public class DemoMode {

    private final boolean on;

    DemoMode(
            @Value("${rollcall.demo-users:#{null}}") Boolean setting,
            ObjectProvider<EmbeddedPostgresConfiguration> embedded) {
        on = setting == null ? embedded.getIfAvailable() != null : setting;
    }

    public boolean isOn() {
        return on;
    }
}
