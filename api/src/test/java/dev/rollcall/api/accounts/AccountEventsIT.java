package dev.rollcall.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens to accounts is recorded with the events, in the transaction of each change. */
class AccountEventsIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(
            DATABASE,
            "rollcall.login.max-failures-per-user=3",
            "rollcall.login.max-failures-per-address=0",
            "rollcall.trusted-proxies=127.0.0.1/32");

    private final Client client = NODE.client();
    private final Client admin = client.signIn("admin", "admin123").client();
    private final Auditor auditor = Auditor.at(client);

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void everyChangeIsRecordedWithWhoMadeIt() {
        SignedIn user = createUser("changing");
        user.client().put("/auth/password", Map.of("currentPassword", OLD, "newPassword", NEW));
        setStatus("changing", "DISABLED");
        setStatus("changing", "ACTIVE");
        Reply link = admin.post("/users/changing/password-reset");
        client.post("/auth/password-reset", Map.of("code", link.text("code"), "newPassword", OLD));
        admin.delete("/users/changing");

        List<JsonNode> events = accountEvents("changing");

        String byAdmin = " by {\"kind\":\"admin\",\"actorId\":\"admin\"}";
        String byUser = " by {\"kind\":\"user\",\"actorId\":\"changing\"}";
        assertThat(events)
                .extracting(AccountEventsIT::told)
                .containsExactly(
                        "0 AccountCreated ADMINISTRATOR" + byAdmin,
                        "1 PasswordChanged CURRENT_PASSWORD" + byUser,
                        "2 AccountDisabled" + byAdmin,
                        "3 AccountEnabled" + byAdmin,
                        "4 PasswordResetLinkMade SHOWN" + byAdmin,
                        "5 PasswordChanged RESET_LINK" + byUser,
                        "6 AccountRemoved" + byAdmin);
        assertThat(events).extracting(event -> event.path("userId").asString()).containsOnly("changing");
        assertThat(events.get(0).path("payload").path("role").asString()).isEqualTo("USER");
        assertThat(events.get(4).path("payload").path("expiresAt").asString()).isEqualTo(link.text("expiresAt"));
        assertThat(events.toString()).doesNotContain(OLD, NEW, link.text("code"), "argon2");
    }

    @Test
    void nothingThatWasRefusedIsRecorded() {
        SignedIn user = createUser("refusing");
        Refusal.of(() -> admin.post("/users", Map.of("userName", "refusing", "password", OLD)));
        user.client().put("/auth/password", Map.of("currentPassword", "wrong horse", "newPassword", NEW));
        setStatus("refusing", "ACTIVE");
        client.post("/auth/password-reset", Map.of("code", "pc1.unknown", "newPassword", NEW));
        Refusal.of(() -> user.client().delete("/users/refusing"));

        assertThat(types("refusing")).containsExactly("AccountCreated");
    }

    @Test
    void aChangeThatCannotBeRecordedIsNotMade() {
        SignedIn user = createUser("unrecorded");
        DATABASE.jdbc()
                .execute("ALTER TABLE domain_event_entry ADD CONSTRAINT no_account_events"
                        + " CHECK (aggregate_identifier NOT LIKE E'\\t%') NOT VALID");
        try {
            assertThat(setStatus("unrecorded", "DISABLED").status()).isGreaterThanOrEqualTo(500);
            assertThat(admin.post("/users/unrecorded/password-reset").status()).isGreaterThanOrEqualTo(500);
            assertThat(admin.delete("/users/unrecorded").status()).isGreaterThanOrEqualTo(500);
            assertThat(admin.post("/users", Map.of("userName", "unborn", "password", OLD))
                            .status())
                    .isGreaterThanOrEqualTo(500);
            assertThat(user.client()
                            .put("/auth/password", Map.of("currentPassword", OLD, "newPassword", NEW))
                            .status())
                    .isGreaterThanOrEqualTo(500);
        } finally {
            DATABASE.jdbc().execute("ALTER TABLE domain_event_entry DROP CONSTRAINT no_account_events");
        }

        assertThat(user.profile().status()).isEqualTo(200);
        assertThat(admin.get("/users/unrecorded").text("status")).isEqualTo("ACTIVE");
        assertThat(admin.get("/users/unborn").code()).isEqualTo("USER_NOT_FOUND");
        assertThat(DATABASE.jdbc().queryForList("SELECT user_id FROM password_reset", String.class))
                .doesNotContain("unrecorded");
        client.signIn("unrecorded", OLD);
        assertThat(types("unrecorded")).containsExactly("AccountCreated");
    }

    @Test
    void changesAtOnceAreRecordedOneAfterTheOther() {
        createUser("busy");

        AtOnce.call(6, number -> admin.post("/users/busy/password-reset"));

        assertThat(accountEvents("busy"))
                .extracting(event -> event.path("sequence").asInt())
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void refusedLoginsAreRecordedOnceAnHourAndOnlyForAccounts() {
        createUser("guessed");
        refuse("guessed");
        refuse("nobody-at-all");
        await().atMost(Duration.ofSeconds(20)).until(() -> types("guessed").contains("LoginFailuresExceeded"));
        refuse("guessed");

        DATABASE.jdbc()
                .update("UPDATE account SET failures_recorded_at = failures_recorded_at - interval '61 minutes'"
                        + " WHERE user_id = 'guessed'");
        refuse("guessed");
        await().atMost(Duration.ofSeconds(20)).until(() -> types("guessed").size() > 2);

        assertThat(types("guessed"))
                .containsExactly("AccountCreated", "LoginFailuresExceeded", "LoginFailuresExceeded");
        assertThat(accountEvents("nobody-at-all")).isEmpty();
        assertThat(accountEvents("guessed").get(1).path("payload").path("initiator"))
                .hasToString("{\"kind\":\"policy\"}");
    }

    @Test
    void theLogHasThemAndVerifies(@TempDir Path directory) {
        createUser("logged");
        auditor.awaitAllLogged(DATABASE);

        auditor.save(directory);

        assertThat(Auditor.verify(directory)).startsWith("OK: ");
        assertThat(auditor.export())
                .anySatisfy(line -> assertThat(line)
                        .contains("\"type\":\"AccountCreated\",\"userId\":\"\\tlogged\"")
                        .contains("\"userId\":\"logged\"", "\"sequence\":0"));
    }

    @Test
    void theyAreNoUsersAndNoSessions() {
        createUser("separate");
        setStatus("separate", "DISABLED");

        Visitor browser = new Visitor(client).signIn("admin", "admin123");
        assertThat(browser.get("/admin/page/users?beginning=").texts("li a[href^=/admin/page/user]"))
                .contains("admin", "auditor")
                .doesNotHaveDuplicates();
        assertThat(auditor.client().get("/audit/users/separate/timeline").body().toString())
                .contains("SessionStarted")
                .doesNotContain("AccountDisabled");
        assertThat(auditor.client()
                        .get("/audit/events?userId=separate&type=AccountDisabled")
                        .texts("events", "type"))
                .containsExactly("AccountDisabled");
    }

    private void refuse(String user) {
        Client guesser = client.with("X-Forwarded-For", "198.51.100.7");
        for (int guess = 0; guess < 3; guess++) {
            guesser.login(user, "wrong horse");
        }
        assertThat(guesser.login(user, "wrong horse").code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
    }

    private static String told(JsonNode event) {
        JsonNode payload = event.path("payload");
        String way = payload.has("way") ? " " + payload.path("way").asString() : "";
        return event.path("sequence") + " " + event.path("type").asString() + way + " by " + payload.path("initiator");
    }

    private List<String> types(String user) {
        return accountEvents(user).stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    /** Returns what auditors see of the user's account. */
    private List<JsonNode> accountEvents(String user) {
        return auditor.client()
                .get("/audit/events?limit=100&userId=" + user)
                .body()
                .path("events")
                .valueStream()
                .filter(event -> !event.path("type").asString().matches("Session.*|AllSessions.*"))
                .toList();
    }

    private Reply setStatus(String user, String status) {
        return admin.put("/users/" + user + "/status", Map.of("status", status));
    }

    private SignedIn createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", OLD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, OLD);
    }
}
