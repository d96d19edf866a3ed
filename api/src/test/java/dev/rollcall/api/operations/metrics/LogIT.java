package dev.rollcall.api.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S2-8: the JSON log of a process says what happened to whom, and contains no secrets. */
class LogIT {

    private static final String USER = "zoë \"{\\";
    private static final String PASSWORD = "kindly-unlocked-pelican";
    private static final String NEW_PASSWORD = "boldly-shuttered-heron";
    private static final String WRONG_PASSWORD = "wrong-but-close-pelican";
    private static final String USER_AGENT = "Peculiar-Browser/7.3";

    private static final List<String> SECRETS =
            new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, WRONG_PASSWORD, USER_AGENT, "gateway-secret", "rt1."));

    @TempDir
    static Path directory;

    private static Jar jar;
    private static SignedIn device;
    private static SignedIn stolen;
    private static String disabledSession;
    private static List<JsonNode> lines;

    @BeforeAll
    static void produceAllMessages() {
        jar = Jar.start(
                directory.resolve("data"), "logging.structured.format.console=ecs", "logging.level.dev.rollcall=debug");
        Client client = jar.client().on(USER_AGENT);
        Client admin = client.signIn("admin", "admin123").client();
        admin.post("/users", Map.of("userName", "theo", "password", PASSWORD));
        client.login(USER, WRONG_PASSWORD);
        client.login("two\nlines", WRONG_PASSWORD);
        client.send("POST", "/auth/login", "{\"userName\":\"theo\",\"password\":\"" + PASSWORD + "\"");
        device = keep(client.signIn("theo", PASSWORD));
        SignedIn refreshed = keep(new SignedIn(client, device.refresh()));
        useTokens(client, refreshed);
        refreshed.client().put("/auth/password", passwords(WRONG_PASSWORD));
        refreshed.client().put("/auth/password", passwords(PASSWORD));
        stolen = keep(client.signIn("theo", NEW_PASSWORD));
        keep(new SignedIn(client, keep(new SignedIn(client, stolen.refresh())).refresh()));
        stolen.refresh();
        refreshed.client().post("/auth/logout");
        refreshed.client().get("/authorize");
        disabledSession = keep(client.signIn("theo", NEW_PASSWORD)).sessionId();
        admin.put("/users/theo/status", Map.of("status", "DISABLED"));
        client.asGateway().post("/users/theo/sessions", Map.of());
        admin.delete("/users/theo");
        await().atMost(Duration.ofSeconds(10)).until(() -> jar.output().contains("Account removed"));
        lines = jar.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(LogIT::json)
                .toList();
    }

    private static void useTokens(Client client, SignedIn signedIn) {
        for (String token : List.of(signedIn.accessToken(), signedIn.refreshToken())) {
            client.asGateway().form("/oauth2/introspect", Map.of("token", token));
            client.asGateway().form("/oauth2/introspect?token=" + token, Map.of("token", token));
            client.asGateway().form("/oauth2/revoke", Map.of("token", token + "x"));
            client.bearer(token)
                    .with("X-Original-URI", "/users/x/sessions?token=" + token)
                    .get("/authorize");
            client.bearer(token).get("/nothing/" + token);
            client.bearer(token).bearer(token).get("/auth/sessions?limit=" + token);
        }
    }

    private static Map<String, String> passwords(String current) {
        return Map.of("currentPassword", current, "newPassword", NEW_PASSWORD);
    }

    private static SignedIn keep(SignedIn signedIn) {
        Reply reply = signedIn.reply();
        assertThat(reply.status()).isEqualTo(200);
        SECRETS.add(signedIn.accessToken());
        SECRETS.add(signedIn.accessToken().substring(signedIn.accessToken().lastIndexOf('.')));
        SECRETS.add(signedIn.refreshToken());
        return signedIn;
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @Test
    void everyLineIsJson() {
        assertThat(jar.output().lines()).allMatch(line -> line.startsWith("{\"@timestamp\":"));
        assertThat(lines)
                .extracting(line -> line.at("/service/name").asString())
                .containsOnly("rollcall");
    }

    @Test
    void neverContainsTokensPasswordsOrUserAgents() {
        String output = jar.output();

        assertThat(SECRETS).hasSizeGreaterThan(12).noneMatch(output::contains);
        assertThat(all("Request refused")).as("debug level").isNotEmpty();
        assertThat(lines.stream().filter(line -> line.has("userId")).map(JsonNode::toString))
                .noneMatch(line -> line.replace("http-nio-127.0.0.1", "thread").contains("127.0.0.1"));
    }

    @Test
    void reportsSessionStartsAndEnds() {
        JsonNode started = one("Session started", "sessionId", device.sessionId());
        assertThat(started.at("/log/level").asString()).isEqualTo("INFO");
        assertThat(started.path("userId").asString()).isEqualTo("theo");
        assertThat(started.path("initiator").asString()).isEqualTo("user");
        assertThat(started.path("bootstrap").asBoolean()).isTrue();
        assertEnded(device.sessionId(), "LOGGED_OUT", "user");
        assertEnded(stolen.sessionId(), "TOKEN_REUSE_DETECTED", "policy");
        assertThat(assertEnded(disabledSession, "TERMINATED_BY_ADMIN", "admin")
                        .path("actorId")
                        .asString())
                .isEqualTo("admin");
    }

    @Test
    void reportsRefusals() {
        assertThat(one("Login failed", "userName", USER).path("reason").asString())
                .isEqualTo("INVALID_CREDENTIALS");
        assertThat(all("Login failed")).hasSize(1);
        assertThat(one("Session start refused", "userId", "theo").path("reason").asString())
                .isEqualTo("ACCOUNT_DISABLED");
        JsonNode refused = all("Request refused").stream()
                .filter(line -> line.path("reason").asString().equals("SESSION_ENDED"))
                .filter(line -> line.path("endpoint").asString().equals("/authorize"))
                .findFirst()
                .orElseThrow();
        assertThat(refused.at("/log/level").asString()).isEqualTo("DEBUG");
        assertThat(refused.path("sessionId").asString()).isEqualTo(device.sessionId());
    }

    @Test
    void reportsChangesOfAccounts() {
        assertThat(one("Password changed", "userId", "theo").path("actorId").asString())
                .isEqualTo("theo");
        for (String change : List.of("Account created", "Account disabled", "Account removed")) {
            assertThat(one(change, "userId", "theo").path("actorId").asString()).isEqualTo("admin");
        }
    }

    private static JsonNode assertEnded(String session, String reason, String initiator) {
        JsonNode line = one("Session ended", "sessionId", session);
        assertThat(line.path("userId").asString()).isEqualTo("theo");
        assertThat(line.path("reason").asString()).isEqualTo(reason);
        assertThat(line.path("initiator").asString()).isEqualTo(initiator);
        return line;
    }

    private static JsonNode one(String message, String key, String value) {
        List<JsonNode> found = all(message).stream()
                .filter(line -> line.path(key).asString().equals(value))
                .toList();
        assertThat(found)
                .as("%s, %s %s, of %s", message, key, value, all(message))
                .hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> all(String message) {
        return lines.stream()
                .filter(line -> line.path("message").asString().equals(message))
                .toList();
    }

    private static JsonNode json(String line) {
        return new JsonMapper().readTree(line);
    }
}
