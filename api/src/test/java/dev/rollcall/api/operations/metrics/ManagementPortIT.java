package dev.rollcall.api.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Metrics and the API description on a separate management port, which grants nothing that the main port would refuse.
 */
class ManagementPortIT {

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "springdoc.use-management-port=true");

    private static final Client MAIN = NODE.client();

    private static final Client MANAGEMENT = NODE.managementClient();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/health/liveness",
                "/actuator/prometheus",
                "/actuator/openapi",
                "/actuator/swagger-ui/index.html",
                "/actuator/swagger-ui/swagger-initializer.js"
            })
    void areServedWithoutASession(String path) {
        Reply reply = MANAGEMENT.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @Test
    void describesTheApi() {
        assertThat(MANAGEMENT.get("/actuator/openapi").at("paths").has("/auth/login"))
                .isTrue();
        assertThat(MANAGEMENT.get("/actuator/swagger-ui").header("Location"))
                .endsWith("/actuator/swagger-ui/index.html");
        assertThat(MANAGEMENT.get("/actuator/swagger-ui/swagger-config").text("url"))
                .endsWith("/actuator/openapi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/openapi",
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/v3/api-docs/swagger-config",
                "/swagger-ui.html"
            })
    void areNotServedOnTheMainPort(String path) {
        Reply reply = MAIN.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("code")).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /auth/sessions", "GET, /users/june_doe", "POST, /actuator/health", "DELETE, /actuator/prometheus",
        "GET, /actuator/env", "GET, /actuator", "GET, /audit/events", "GET, /nowhere"
    })
    void servesNothingElseWithoutAToken(String method, String path) {
        Reply reply = MANAGEMENT.send(method, path, "{}");

        assertThat(reply.status()).as(path).isEqualTo(401);
        assertThat(reply.text("code")).isEqualTo("TOKEN_REQUIRED");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/, 404", "/login, 404", "/sessions, 303", "/admin, 303"})
    void servesNoPages(String path, int status) {
        assertThat(MANAGEMENT.get(path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /auth/sessions, 404",
        "POST, /auth/login, 404",
        "GET, /authorize, 404",
        "GET, /actuator/env, 403",
        "POST, /actuator/health, 403",
        "GET, /nowhere, 404",
        "GET, /%2e%2e/users, 400"
    })
    void servesNothingElseToUsers(String method, String path, int status) {
        SignedIn user = MAIN.signIn("june_doe", "test123");

        Reply reply = MANAGEMENT.bearer(user.accessToken()).send(method, path, "{}");

        assertThat(reply.status()).as(path).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
    }
}
