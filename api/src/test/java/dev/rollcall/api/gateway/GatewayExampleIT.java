package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.ExampleGateway;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-4: the gateway example, run by a real nginx. */
@EnabledIf(value = "dev.rollcall.testing.ExampleGateway#isNginxInstalled", disabledReason = "nginx is not installed")
class GatewayExampleIT {

    private static final String EXAMPLE = "nginx.conf";

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    @TempDir
    static Path directory;

    private static ExampleGateway nginx;

    @BeforeAll
    static void start() {
        nginx = ExampleGateway.start(EXAMPLE, directory, ExampleGateway.freePort(), NODE.client());
    }

    @AfterAll
    static void stop() {
        nginx.close();
    }

    @Test
    void tellsTheApplicationWhoIsCalling() {
        SignedIn anita = NODE.client().start("anita");

        Reply reply = gateway(anita).get("/orders/7?x=1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("path")).isEqualTo("/orders/7?x=1");
        assertThat(reply.text("user")).isEqualTo("anita");
        assertThat(reply.text("session")).isEqualTo(anita.sessionId());
        assertThat(reply.text("since")).isEqualTo(anita.reply().text("session.startedAt"));
    }

    @Test
    void overridesIdentityHeadersOfTheCaller() {
        SignedIn anita = NODE.client().start("anita");

        Reply reply = gateway(anita)
                .with("X-User-Id", "admin")
                .with("X-Login-Time", "1970-01-01T00:00:00Z")
                .post("/orders", Map.of("item", 1));

        assertThat(reply.text("user")).isEqualTo("anita");
        assertThat(reply.text("since")).isEqualTo(anita.reply().text("session.startedAt"));
    }

    @Test
    void tellsASignedOutDeviceWhyAtOnce() {
        SignedIn eve = NODE.client().on(Client.LAPTOP).start("eve").settings(Map.of("maxSessions", 1));
        assertThat(gateway(eve).get("/orders").status()).isEqualTo(200);

        NODE.client().on(Client.PHONE).start("eve");
        Reply refused = gateway(eve).post("/orders", Map.of());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("SESSION_ENDED");
        assertThat(refused.text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void aTokenWithoutASessionStartsOneThroughTheGateway() {
        Client gwen = gateway().bearer(ISSUER.token("gwen"));
        assertThat(gwen.get("/orders").code()).isEqualTo("SESSION_REQUIRED");

        Reply started = gwen.post("/users/gwen/sessions", Map.of());

        assertThat(started.status()).isEqualTo(201);
        assertThat(gwen.with("X-Session-Id", started.text("session.sessionId"))
                        .get("/orders")
                        .text("user"))
                .isEqualTo("gwen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/../users/dan/sessions",
                "/users/dan/sessions/../../../orders",
                "/users/dan/sessions/..%2f..%2f..%2forders",
                "/users/dan/sessions%2F..%2F..%2F..%2Forders",
                "//users/dan/sessions",
                "/USERS/dan/sessions",
                "/users/dan/sessions;/../../../orders",
                "/users/dan/sessions/%2e%2e/%2e%2e/%2e%2e/orders",
                "/auth/bootstrap-session/../../orders",
                "/orders?/auth/bootstrap-session",
                "/orders#/auth/bootstrap-session",
                "/_authorize",
            })
    void noSpellingOfAPathReachesTheApplicationWithoutASession(String path) {
        Reply reply = gateway()
                .raw()
                .send(
                        "POST",
                        path,
                        "Authorization: Bearer " + ISSUER.token("dan"),
                        "X-Forwarded-Uri: /auth/bootstrap-session",
                        "X-Original-URI: /auth/bootstrap-session",
                        "X-Original-Method: POST");

        assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
        assertThat(reply.text("path")).isEmpty();
    }

    @Test
    void refusesEverythingWhileRollcallIsDown() {
        Node node = Node.start(TestDatabase.create());
        SignedIn anita = node.client().start("anita");
        try (ExampleGateway own =
                ExampleGateway.start(EXAMPLE, directory.resolve("own"), ExampleGateway.freePort(), node.client())) {
            Client client = own.client().bearer(anita.accessToken());
            assertThat(client.get("/orders").status()).isEqualTo(200);
            node.close();

            Reply refused = await().until(() -> client.get("/orders"), reply -> reply.status() != 200);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        }
    }

    private static Client gateway() {
        return nginx.client();
    }

    private static Client gateway(SignedIn device) {
        return gateway().bearer(device.accessToken());
    }
}
