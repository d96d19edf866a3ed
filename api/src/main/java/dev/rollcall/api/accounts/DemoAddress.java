package dev.rollcall.api.accounts;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Binds the server to the loopback address while demo users exist, unless an address is set: the demo passwords are
 * public.
 */
public class DemoAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NAME = "demoUsers";

    private static final String ADDRESS = "server.address";

    private static final String MANAGEMENT_ADDRESS = "management.server.address";

    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.containsProperty(ADDRESS) || !DemoMode.isOn(environment)) {
            return;
        }
        Map<String, Object> addresses = new HashMap<>(Map.of(ADDRESS, LOOPBACK));
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            addresses.put(MANAGEMENT_ADDRESS, LOOPBACK);
        }
        environment.getPropertySources().addLast(new MapPropertySource(NAME, addresses));
    }

    /** Returns whether the server is bound to the loopback address because no address is set. */
    public static boolean isAssumed(ConfigurableEnvironment environment) {
        return environment.getPropertySources().contains(NAME);
    }
}
