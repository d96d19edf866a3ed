package dev.rollcall.api.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TestIssuer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S2-8: refusals are counted by endpoint and reason, with a bounded number of series. */
class ProblemMetricsIT {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Node NODE = Node.start(TestDatabase.create(), ISSUER.settings());

    private final Client client = NODE.client();

    private Meters before;

    @AfterAll
    static void stop() {
        NODE.close();
        ISSUER.close();
    }

    @BeforeEach
    void read() {
        before = Meters.of(client);
    }

    @Test
    void countsAndTimesDecisionsForGatewaysByOutcome() {
        SignedIn device = client.start("asked");
        device.client().get("/authorize");
        device.client().get("/authorize");
        device.client().get("/authorize/orders/7");
        client.bearer(ISSUER.token("asks"))
                .with("X-Original-Method", "POST")
                .with("X-Original-URI", "/auth/bootstrap-session")
                .get("/authorize");
        client.get("/authorize");
        client.get("/authorize");
        client.bearer("no token").get("/authorize");

        assertThat(since("rollcall_authorize_seconds_count", "rollcall_refusals"))
                .containsOnly(
                        entry("rollcall_authorize_seconds_count{outcome=\"allowed\"}", 3.0),
                        entry("rollcall_authorize_seconds_count{outcome=\"bootstrap\"}", 1.0),
                        entry("rollcall_authorize_seconds_count{outcome=\"refused\"}", 3.0),
                        entry(refusal("/authorize", "GET", "TOKEN_REQUIRED"), 2.0),
                        entry(refusal("/authorize", "GET", "INVALID_TOKEN"), 1.0));
        assertThat(since("rollcall_authorize_seconds_bucket{outcome=\"allowed\",le=\"5.0\"}"))
                .containsValue(3.0);
        assertThat(Meters.of(client).series("http_server_requests")).noneMatch(series -> series.contains("/authorize"));
    }

    @Test
    void countsRefusalsByEndpointAndReason() {
        SignedIn device = client.start("refused");
        device.client().get("/users/somebody/sessions");
        device.client().delete("/users/refused/sessions/" + device.sessionId());
        client.get("/users/refused/sessions/7");
        client.asGateway().get("/users/refused/sessions");
        client.asGateway().post("/admin/signing-keys");
        device.client().post("/auth/logout");
        device.client().get("/auth/sessions");
        client.form("/oauth2/introspect", Map.of("token", "x"));
        client.asGateway().post("/nothing");

        assertThat(since("rollcall_refusals"))
                .containsOnly(
                        entry(refusal("/users/{userId}/sessions", "GET", "USER_MISMATCH"), 2.0),
                        entry(
                                refusal("/users/{userId}/sessions/{sessionId}", "DELETE", "CURRENT_SESSION_PROTECTED"),
                                1.0),
                        entry(refusal("/users/{userId}/sessions/{sessionId}", "GET", "TOKEN_REQUIRED"), 1.0),
                        entry(refusal("/admin/signing-keys", "POST", "FORBIDDEN"), 1.0),
                        entry(refusal("/auth/sessions", "GET", "SESSION_ENDED"), 1.0),
                        entry(refusal("/oauth2/introspect", "POST", "INVALID_CLIENT"), 1.0));
    }

    @Test
    void inventedPathsMethodsAndUsersAddNoSeries() {
        ask(0);
        Set<String> series = Meters.of(client).series("rollcall", "http", "cache");

        for (int i = 1; i <= 1_000; i++) {
            ask(i);
        }

        assertThat(Meters.of(client).series("rollcall", "http", "cache")).isEqualTo(series);
    }

    /** Sends values that a client may invent. */
    private void ask(int number) {
        client.get("/nothing/" + number);
        client.get("/users/user-" + number + "/sessions");
        client.get("/authorize/orders/" + number);
        client.send("METHOD" + number, "/authorize", null);
        if (number % 50 == 0) {
            client.login("user-" + number, "wrong");
        }
    }

    private Map<String, Double> since(String... meters) {
        return Meters.of(client).since(before, meters);
    }

    private static String refusal(String endpoint, String method, String reason) {
        return "rollcall_refusals_total{endpoint=\"" + endpoint + "\",method=\"" + method + "\",reason=\"" + reason
                + "\"}";
    }
}
