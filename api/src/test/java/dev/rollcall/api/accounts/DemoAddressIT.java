package dev.rollcall.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * With the well-known passwords of the demo users, the server listens on the loopback address only, unless configured
 * otherwise.
 */
@ExtendWith(OutputCaptureExtension.class)
class DemoAddressIT {

    /** On Linux, 127.0.0.2 also reaches this machine, but is not the address that the server listens on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnTheLoopbackAddressOnlyWithDemoUsers(CapturedOutput output) throws IOException {
        try (Node node = Node.start(
                TestDatabase.create(), "server.address", "management.server.port=0", "logging.level.rollcall=info")) {
            assertThat(node.client().get("/actuator/health").status()).isEqualTo(404);
            assertThat(node.managementClient().get("/actuator/health").status()).isEqualTo(200);
            assertListensOnLoopbackOnly(node.client());
            assertListensOnLoopbackOnly(node.managementClient());
        }
        assertThat(output).contains("only this machine can connect; --server.address=0.0.0.0 opens it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollcall.demo-users | true  | spring.datasource.url | jdbc:postgresql://db/x | 127.0.0.1
            rollcall.demo-users |       | spring.datasource.url |                        | 127.0.0.1
            rollcall.demo-users | false | spring.datasource.url |                        |
            server.port         | 8080  | spring.datasource.url | jdbc:postgresql://db/x |
            server.address      | ::    | spring.datasource.url |                        | ::
            """)
    void aConfiguredAddressOrDatabaseTakesPrecedence(
            String key, String value, String other, String otherValue, String address) {
        Map<String, Object> settings = Map.of(key, emptyIfNull(value), other, emptyIfNull(otherValue));
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));

        new DemoAddress().initialize(context);

        assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo(address);
        assertThat(context.getEnvironment().getProperty("management.server.address"))
                .isNull();
    }

    private static Object emptyIfNull(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static void assertListensOnLoopbackOnly(Client client) throws IOException {
        int port = URI.create("http://" + client.address()).getPort();
        new Socket("127.0.0.1", port).close();
        assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).isInstanceOf(ConnectException.class);
    }
}
