package dev.rollcall.testing;

import dev.rollcall.RollcallApplication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A Rollcall node in this JVM, on its own port. */
public final class Node implements AutoCloseable {

    /**
     * Tests send many wrong passwords from one address, and many requests at once to slow machines. They start many
     * nodes, which need not be warm.
     */
    private static final String[] DEFAULTS = {
        "rollcall.warm-up.at-most=PT0S",
        "rollcall.shutdown.drain=PT0S",
        "rollcall.login.max-failures-per-user=0",
        "rollcall.login.max-failures-per-address=0",
        "rollcall.login.wait-at-most=PT1M",
        "rollcall.commands.wait-at-most=PT1M"
    };

    /** The master key for personal data in tests. */
    public static final String MASTER_KEY = "dGVzdHMga2VlcCBub3RoaW5nIHRoYXQgbWF0dGVycyE=";

    private final ConfigurableApplicationContext context;

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param settings as on the command line, without the dashes: {@code rollcall.sessions.max-sessions=1}; without a
     *     value, the application's default applies
     */
    public static Node start(TestDatabase database, String... settings) {
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "spring.datasource.url", database.url(),
                "spring.main.banner-mode", "off",
                "rollcall.demo-users", "true",
                "rollcall.personal-data.master-key", MASTER_KEY,
                "rollcall.sessions.max-starts-per-hour", "0",
                "rollcall.login.max-waiting", "256",
                "rollcall.login.max-failures-per-user", "0",
                "rollcall.login.max-failures-per-address", "0"));
        for (String setting : settings) {
            String[] nameAndValue = setting.split("=", 2);
            if (nameAndValue.length == 1) {
                values.remove(setting);
            } else {
                values.put(nameAndValue[0], nameAndValue[1]);
            }
        }
        List<String> arguments = values.entrySet().stream()
                .map(value -> "--" + value.getKey() + "=" + value.getValue())
                .toList();
        return new Node(new SpringApplicationBuilder(RollcallApplication.class)
                .properties(DEFAULTS)
                .run(arguments.toArray(String[]::new)));
    }

    public Client client() {
        return new Client("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Returns a client of {@code management.server.port}. */
    public Client managementClient() {
        return new Client("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns the mapped operations and pages. */
    public RequestMappingHandlerMapping mappings() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
