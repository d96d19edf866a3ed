package dev.rollcall.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only configured origins may call the API from a browser. */
class CrossOriginIT {

    private static final String APP = "https://app.example.org";

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(TestDatabase.create(), "rollcall.cors.allowed-origins=" + APP + ",http://localhost:3000");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
    void allowsAListedOriginToSendATokenAndASession(String method) {
        Reply reply = preflight(node.client(), APP, method, "authorization,content-type,x-session-id");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(APP);
        assertThat(reply.header("Access-Control-Allow-Methods").split(",")).contains(method);
        assertThat(reply.header("Access-Control-Allow-Headers").split(", ?"))
                .containsExactlyInAnyOrder("authorization", "content-type", "x-session-id");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void letsAListedOriginReadAnswersAndProblems() {
        Reply problem = node.client().raw().send("GET", "/auth/profile", "Origin: http://localhost:3000");

        assertThat(problem.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(problem.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
        assertThat(problem.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(String.join(",", problem.headers().allValues("Vary"))).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example.org", "https://app.example.org.evil.org", "http://app.example.org", "null"
            })
    void refusesOtherOrigins(String origin) {
        Reply answer = node.client().raw().send("GET", "/.well-known/jwks.json", "Origin: " + origin);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertNotAllowed(preflight(node.client(), origin, "POST", "authorization"));
    }

    @Test
    void allowsOnlyMethodsAndHeadersOfTheApi() {
        assertNotAllowed(preflight(node.client(), APP, "PATCH", "authorization"));
        assertNotAllowed(preflight(node.client(), APP, "POST", "x-anything"));
    }

    @Test
    void refusesAllOriginsByDefault() {
        assertNotAllowed(preflight(SharedNode.client(), APP, "POST", "authorization"));
        assertThat(SharedNode.client()
                        .raw()
                        .send("GET", "/.well-known/jwks.json", "Origin: " + APP)
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "app.example.org", "https://app.example.org/", "https://", "https://a b"})
    void refusesToStartWithAnInvalidOrigin(String origin) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.cors.allowed-origins=" + origin))
                .hasStackTraceContaining("rollcall.cors.allowed-origins: '" + origin + "' is not an origin");
    }

    private static void assertNotAllowed(Reply preflight) {
        assertThat(preflight.status()).isBetween(400, 499);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEmpty();
    }

    private static Reply preflight(Client client, String origin, String method, String headers) {
        return client.raw()
                .send(
                        "OPTIONS",
                        "/users/june_doe/sessions",
                        "Origin: " + origin,
                        "Access-Control-Request-Method: " + method,
                        "Access-Control-Request-Headers: " + headers);
    }
}
