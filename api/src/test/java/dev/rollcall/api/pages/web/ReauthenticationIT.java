package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that ask for the password again, cookies behind a TLS proxy, and background requests. */
class ReauthenticationIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(
            DATABASE,
            "rollcall.pages.password-again-after=PT5M",
            "rollcall.login.max-failures-per-user=3",
            "rollcall.trusted-proxies=127.0.0.1",
            "rollcall.checks.known-sessions=0");

    private final Visitor visitor = new Visitor(NODE.client().on(Client.LAPTOP));

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @BeforeEach
    void signInAnHourAgo() {
        DATABASE.jdbc().update("DELETE FROM login_bucket");
        visitor.cookie("rollcall", "");
        visitor.signIn("june_doe", "test123");
        visitor.get("/sessions");
        DATABASE.jdbc()
                .update(
                        "UPDATE live_session SET started_at = started_at - interval '1 hour' WHERE session_id = ?::uuid",
                        visitor.sessionId());
    }

    @Test
    void aSensitiveActionIsDoneAfterThePasswordWasEnteredAgain() {
        SignedIn phone = NODE.client().on(Client.PHONE).signIn("june_doe", "test123");

        Visitor.Page asked = visitor.post("/sessions/end-others", Map.of("keep", "<this>"));
        assertThat(asked.text("h1")).isEqualTo("Enter your password again");
        assertThat(phone.profile().status()).isEqualTo(200);
        assertThat(asked.html().select("main form").attr("action")).isEqualTo("/sessions/end-others");
        assertThat(asked.html().select("input[name=keep]").attr("value")).isEqualTo("<this>");

        Visitor.Page wrong = visitor.post("/sessions/end-others", Map.of("passwordAgain", "wrong"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("[role=alert]")).isEqualTo("The password is wrong. Nothing was changed.");
        assertThat(phone.profile().status()).isEqualTo(200);

        Visitor.Page done = visitor.post("/sessions/end-others", Map.of("passwordAgain", "test123"));
        assertThat(done.location()).isEqualTo("/sessions");
        assertThat(done.setCookie("rollcall-confirmed"))
                .matches("rollcall-confirmed=pw1\\..+; Path=/; Max-Age=300; .+; HttpOnly; SameSite=Lax");
        assertThat(phone.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
        assertThat(visitor.post("/sessions/end-others", Map.of()).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sessions/end-others", "/sessions/end-everywhere", "/sessions/settings"})
    void everySensitiveActionAsksForThePassword(String path) {
        Map<String, String> fields = new HashMap<>(Map.of("devices", "ONE", "whenFull", "REJECT"));

        assertThat(visitor.post(path, fields).text("h1")).isEqualTo("Enter your password again");
        fields.put("passwordAgain", "");
        assertThat(visitor.post(path, fields).status()).isEqualTo(400);
        fields.put("passwordAgain", "x".repeat(1_025));
        assertThat(visitor.post(path, fields).status()).isEqualTo(400);

        assertThat(visitor.get("/sessions").status()).isEqualTo(200);
        assertThat(visitor.get("/sessions").text("#used")).doesNotContain(" of ");
    }

    @Test
    void refusesForeignAndForgedConfirmations() {
        Visitor other = new Visitor(NODE.client());
        other.signIn("june_doe", "test123");
        visitor.post("/sessions/end-others", Map.of("passwordAgain", "test123"));
        String confirmed = String.valueOf(visitor.cookie("rollcall-confirmed"));
        signInAnHourAgo();

        visitor.cookie("rollcall-confirmed", confirmed);
        assertThat(visitor.post("/sessions/end-others", Map.of()).text("h1")).isEqualTo("Enter your password again");
        visitor.cookie("rollcall-confirmed", "pw1." + visitor.sessionId() + ".9999999999999.AAAA");
        assertThat(visitor.post("/sessions/end-others", Map.of()).text("h1")).isEqualTo("Enter your password again");
    }

    @Test
    void rateLimitsGuesses() {
        for (int guess = 0; guess < 3; guess++) {
            assertThat(visitor.post("/sessions/end-others", Map.of("passwordAgain", "wrong"))
                            .status())
                    .isEqualTo(401);
        }

        Visitor.Page page = visitor.post("/sessions/end-others", Map.of("passwordAgain", "test123"));

        assertThat(page.status()).isEqualTo(429);
        assertThat(page.text("[role=alert]"))
                .matches("There were too many wrong passwords\\. .+ Try again in \\d minutes\\.");
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void theLoginPageSaysHowLongToWait() {
        Visitor nobody = new Visitor(NODE.client());
        for (int guess = 0; guess < 3; guess++) {
            nobody.login("guessed", "wrong");
        }

        Visitor.Page page = nobody.login("guessed", "wrong");

        assertThat(page.status()).isEqualTo(429);
        assertThat(page.text("[role=alert]"))
                .matches("There were too many wrong passwords\\. Try again in \\d minutes\\.");
    }

    @Test
    void cookiesAreBoundToTheHostUnderTls() {
        Visitor secure = new Visitor(NODE.client().with("X-Forwarded-Proto", "https"));

        Visitor.Page form = secure.get("/login");
        Visitor.Page in = secure.post("/login", Map.of("userName", "john_roe", "password", "test123"));

        assertThat(form.setCookie("__Host-rollcall-csrf"))
                .contains("; Path=/;", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(in.setCookie("__Host-rollcall"))
                .contains("; Path=/;", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(in.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(secure.get("/sessions").status()).isEqualTo(200);
        String value = String.valueOf(secure.cookie("__Host-rollcall"));
        assertThat(new Visitor(NODE.client().with("X-Forwarded-Proto", "https"))
                        .cookie("rollcall", value)
                        .get("/sessions")
                        .location())
                .isEqualTo("/login");
    }

    @Test
    void backgroundRequestsDoNotKeepASessionAlive() {
        SignedIn phone = NODE.client().on(Client.PHONE).signIn("john_roe", "test123");
        phone.settings(Map.of("idleTimeout", "PT2S"));
        Visitor idle = new Visitor(NODE.client());
        idle.signIn("john_roe", "test123");
        Visitor page = idle.with("HX-Request", "true").with("X-Rollcall-Refresh", "true");

        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> page.get("/sessions/list").status() == 401);

        assertThat(idle.get("/login").text("[role=alert]"))
                .isEqualTo("You were signed out because this session was unused for too long.");
    }
}
