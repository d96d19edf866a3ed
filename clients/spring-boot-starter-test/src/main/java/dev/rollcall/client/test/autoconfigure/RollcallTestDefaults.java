package dev.rollcall.client.test.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings of a service under test, unless it has others: no stream is opened, and no real Rollcall is needed. */
public class RollcallTestDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "rollcall.client.issuer", "http://rollcall.invalid",
            "rollcall.client.client-id", "test",
            "rollcall.client.client-secret", "test",
            "rollcall.client.follow-endings", "false");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("rollcallTestDefaults", DEFAULTS));
    }
}
