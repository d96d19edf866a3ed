package dev.rollcall.api.operations.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out all of Spring Boot's tracing unless a collector is named. Without one, it would create a span for every
 * request and send none.
 */
class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    /** The setting that turns tracing on: the URL to which spans are sent. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = environment.containsProperty(ENDPOINT);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[configurations.length];
        for (int i = 0; i < matches.length; i++) {
            String name = configurations[i];
            matches[i] = on || name == null || !isTracing(name);
        }
        return matches;
    }

    private static boolean isTracing(String name) {
        return name.startsWith("org.springframework.boot.micrometer.tracing.")
                || name.startsWith("org.springframework.boot.opentelemetry.");
    }
}
