package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.MailServer.Mail;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.RefusingMailServer;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Administrators have links for a new password mailed. */
class PasswordResetMailIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private static final MailServer MAIL = MailServer.start();

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE, MAIL.settings());

    private final Client client = NODE.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    @AfterAll
    static void stop() {
        NODE.close();
        MAIL.close();
    }

    @Test
    void theLinkOfTheMailWorksOnceAndOnlyTheUserGetsIt() {
        createUser("mailed");
        Instant before = Instant.now();

        Reply reply = send("mailed");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        assertThat(reply.text("userId")).isEqualTo("mailed");
        assertThat(Instant.parse(reply.text("triedUntil")))
                .isBetween(before.plus(Duration.ofMinutes(30)), Instant.now().plus(Duration.ofMinutes(30)));
        assertThat(reply.body().propertyNames()).containsExactlyInAnyOrder("userId", "triedUntil");

        Mail mail = MAIL.awaitMailsTo("mailed@example.org", 1).get(0);
        assertThat(mail.link()).startsWith(MailServer.BASE_URL + "/login/reset#pc1.");
        awaitKept("mailed");
        assertThat(reset(mail.code(), NEW).status()).isEqualTo(200);
        client.signIn("mailed", NEW);
        assertThat(reset(mail.code(), "third staple").code()).isEqualTo("INVALID_RESET_CODE");
        assertThat(MAIL.mailsTo("mailed@example.org")).hasSize(1);
    }

    @Test
    void saysInBothPartsWhoAskedHowLongItWorksAndWhatToDoOtherwise() throws Exception {
        createUser("told");

        send("told");
        Mail mail = MAIL.awaitMailsTo("told@example.org", 1).get(0);

        assertThat(mail.subject()).isEqualTo("Set a new password at id.example.org");
        assertThat(mail.message().getFrom())
                .extracting(Object::toString)
                .containsExactly("Rollcall <no-reply@example.org>");
        assertThat(mail.message().getHeader("Auto-Submitted")).containsExactly("auto-generated");
        for (String part : List.of(mail.plain(), mail.html().wholeText())) {
            assertThat(part)
                    .contains("Hello told,")
                    .contains("An administrator has sent you a link")
                    .contains(mail.link())
                    .contains("It works once, and for 30 minutes.")
                    .contains("If you did not expect this, ask an administrator")
                    .doesNotContain("??");
        }
        assertThat(mail.html().select("html").attr("lang")).isEqualTo("en");
        assertThat(mail.html().select("img, script, link")).isEmpty();
    }

    @Test
    void isInTheLanguageOfTheRequest() {
        createUser("deutsch");

        admin.with("Accept-Language", "de-AT, en;q=0.5").post("/users/deutsch/password-reset-mail");
        Mail mail = MAIL.awaitMailsTo("deutsch@example.org", 1).get(0);

        assertThat(mail.subject()).isEqualTo("Neues Passwort setzen bei id.example.org");
        assertThat(mail.plain()).contains("die Administration schickt Ihnen", "30 Minuten lang", "für Ihren");
        assertThat(mail.html().text()).contains("die Administration schickt Ihnen", "für Ihren");
        assertThat(mail.html().select("html").attr("lang")).isEqualTo("de");
    }

    @Test
    void replacesAnEarlierLinkOnlyWhenTheMailServerHasAcceptedIt() {
        createUser("patient");
        String shown = admin.post("/users/patient/password-reset").text("code");
        MAIL.stop();
        try {
            assertThat(send("patient").status()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> failures() > 0);
            assertThat(reset(shown, "short").code())
                    .as("the earlier code is still valid")
                    .isEqualTo("INVALID_REQUEST");
        } finally {
            MAIL.restart();
        }

        Mail mail = MAIL.awaitMailsTo("patient@example.org", 1).get(0);

        awaitKept("patient");
        assertThat(reset(shown, NEW).code()).isEqualTo("INVALID_RESET_CODE");
        assertThat(reset(mail.code(), NEW).status()).isEqualTo(200);
        assertThat(MAIL.mailsTo("patient@example.org")).hasSize(1);
    }

    @Test
    void aMailThatWaitsIsNotReadableInTheDatabaseAndIsNotDoubled() {
        createUser("waiting-user");
        MAIL.stop();
        try {
            String triedUntil = send("waiting-user").text("triedUntil");
            assertThat(send("waiting-user").text("triedUntil"))
                    .as("that of the one that waits")
                    .isEqualTo(triedUntil);
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 1 && failures() > 0);

            for (String secret : List.of("waiting-user@example.org", "waiting-user")) {
                assertThat(DATABASE.jdbc()
                                .queryForList(
                                        "SELECT t::text || encode(task_data, 'escape') FROM mail_task t", String.class))
                        .noneMatch(row -> row.contains(secret));
            }
            assertThat(DATABASE.tablesWith("waiting-user@example.org")).isEmpty();
        } finally {
            MAIL.restart();
        }

        MAIL.awaitMailsTo("waiting-user@example.org", 1);
        await().until(() -> waiting() == 0);
        assertThat(MAIL.mailsTo("waiting-user@example.org")).hasSize(1);
    }

    @Test
    void aRestartLosesNoMail() {
        createUser("restarted");
        MAIL.stop();
        try (Node other = Node.start(DATABASE, MAIL.settings())) {
            Client there = other.client().signIn("admin", "admin123").client();
            assertThat(there.post("/users/restarted/password-reset-mail").status())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 1);
        } finally {
            MAIL.restart();
        }

        assertThat(MAIL.awaitMailsTo("restarted@example.org", 1)).hasSize(1);
    }

    @Test
    void whatCannotBeSentInTimeIsGivenUp() {
        createUser("late");
        MAIL.stop();
        double expired = count("expired");
        try (Node hasty = Node.start(DATABASE, MAIL.settings("rollcall.login.reset-link-lifetime=PT1M"))) {
            hasty.client().signIn("admin", "admin123").client().post("/users/late/password-reset-mail");
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 1);
        }
        try {
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                DATABASE.jdbc().update("UPDATE mail_task SET execution_time = now() WHERE NOT picked");
                return count("expired") > expired;
            });
        } finally {
            MAIL.restart();
        }

        await().until(() -> waiting() == 0);
        assertThat(MAIL.mailsTo("late@example.org")).isEmpty();
    }

    @Test
    void whomTheMailServerRefusesForGoodIsNotTriedAgain() throws IOException {
        TestDatabase database = TestDatabase.create();
        try (RefusingMailServer refusing = RefusingMailServer.start();
                Node node = Node.start(
                        database,
                        "spring.mail.host=127.0.0.1",
                        "spring.mail.port=" + refusing.port(),
                        "rollcall.mail.from=no-reply@example.org",
                        "rollcall.mail.base-url=" + MailServer.BASE_URL)) {
            Client there = node.client().signIn("admin", "admin123").client();
            there.post("/users", Map.of("userName", "left", "password", OLD, "email", "left@example.org"));

            there.post("/users/left/password-reset-mail");

            await().atMost(Duration.ofSeconds(20)).until(() -> count(there, "refused") == 1);
            await().until(() -> waiting(database) == 0);
            assertThat(refusing.recipients()).containsExactly("left@example.org");
            assertThat(count(there, "failed")).isZero();
            assertThat(database.jdbc().queryForList("SELECT user_id FROM password_reset", String.class))
                    .isEmpty();
        }
    }

    @Test
    void aChangeOfTheAddressMakesTheLinkVoid() {
        createUser("moved");
        send("moved");
        Mail mail = MAIL.awaitMailsTo("moved@example.org", 1).get(0);
        awaitKept("moved");

        admin.put("/users/moved/email", Map.of("email", "elsewhere@example.org"));

        assertThat(reset(mail.code(), NEW).code()).isEqualTo("INVALID_RESET_CODE");
        send("moved");
        assertThat(MAIL.awaitMailsTo("elsewhere@example.org", 1)).hasSize(1);
        assertThat(MAIL.mailsTo("moved@example.org")).hasSize(1);
    }

    @Test
    void theLinkIsVoidIfTheAddressIsChangedWhileTheMailIsOnItsWay() throws SQLException {
        createUser("overtaken");
        Mail mail;
        try (Connection owner = DATABASE.dataSource().getConnection();
                Statement changes = owner.createStatement()) {
            owner.setAutoCommit(false);
            changes.execute("SELECT pg_advisory_xact_lock(hashtextextended('overtaken', 13))");
            send("overtaken");
            mail = MAIL.awaitMailsTo("overtaken@example.org", 1).get(0);
            changes.execute("UPDATE account SET email = NULL WHERE user_id = 'overtaken'");
            owner.commit();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            DATABASE.jdbc().update("UPDATE mail_task SET execution_time = now() WHERE NOT picked");
            return waiting() == 0;
        });

        assertThat(reset(mail.code(), NEW).code()).isEqualTo("INVALID_RESET_CODE");
        client.signIn("overtaken", OLD);
    }

    @Test
    void refusesWhomNoLinkCanBeSentTo() {
        admin.post("/users", Map.of("userName", "unreachable", "password", OLD));
        createUser("locked");
        admin.put("/users/locked/status", Map.of("status", "DISABLED"));
        client.start("from-elsewhere");

        assertThat(refused("unreachable")).isEqualTo("EMAIL_REQUIRED");
        assertThat(refused("locked")).isEqualTo("ACCOUNT_DISABLED");
        assertThat(refused("from-elsewhere")).isEqualTo("USER_NOT_FOUND");
        assertThat(refused("nobody")).isEqualTo("USER_NOT_FOUND");
        assertThat(refused("admin")).isEqualTo("CURRENT_ACCOUNT_PROTECTED");
        assertThat(MAIL.mailsTo("locked@example.org")).isEmpty();
    }

    @Test
    void withoutAMailServerSaysSo() {
        Client other = SharedNode.client().signIn("admin", "admin123").client();

        assertThat(Refusal.of(() -> other.post("/users/john_roe/password-reset-mail"))
                        .code())
                .isEqualTo("MAIL_NOT_CONFIGURED");
        assertThat(Refusal.of(() ->
                                SharedNode.client().post("/auth/password-reset-mail", Map.of("userName", "john_roe")))
                        .code())
                .isEqualTo("MAIL_NOT_CONFIGURED");
        assertThat(SharedNode.client().get("/actuator/health").text("status")).isEqualTo("UP");
    }

    @Test
    void theNodeIsHealthyWhileTheMailServerIsAway() {
        MAIL.stop();
        try {
            assertThat(client.get("/actuator/health").text("status")).isEqualTo("UP");
        } finally {
            MAIL.restart();
        }
    }

    @Test
    void auditorsSeeThatItWasMailedAndForWhom() {
        createUser("audited");
        send("audited");
        Mail mail = MAIL.awaitMailsTo("audited@example.org", 1).get(0);
        awaitKept("audited");

        JsonNode event = Auditor.at(client)
                .client()
                .get("/audit/events?type=PasswordResetLinkMade&userId=audited")
                .body()
                .path("events")
                .path(0);

        assertThat(event.path("payload").path("way").asString()).isEqualTo("MAIL");
        assertThat(event.path("payload").path("initiator")).hasToString("{\"kind\":\"admin\",\"actorId\":\"admin\"}");
        assertThat(event.toString()).doesNotContain(mail.code(), "audited@example.org");
    }

    private String refused(String user) {
        return Refusal.of(() -> send(user)).code();
    }

    private void awaitKept(String user) {
        await().until(() -> DATABASE.jdbc()
                .queryForList("SELECT user_id FROM password_reset", String.class)
                .contains(user));
        await().until(() -> waiting() == 0);
    }

    private static long waiting() {
        return waiting(DATABASE);
    }

    private static long waiting(TestDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT count(*) FROM mail_task")
                .query(Long.class)
                .single();
    }

    private double failures() {
        return count("failed");
    }

    private double count(String outcome) {
        return count(client, outcome);
    }

    private static double count(Client node, String outcome) {
        return node.get("/actuator/prometheus")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith("rollcall_mails_total{outcome=\"" + outcome + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    private Reply send(String user) {
        return admin.post("/users/" + user + "/password-reset-mail");
    }

    private Reply reset(String code, String newPassword) {
        return client.post("/auth/password-reset", Map.of("code", code, "newPassword", newPassword));
    }

    private void createUser(String user) {
        Reply created = admin.post("/users", Map.of("userName", user, "password", OLD, "email", user + "@example.org"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.text("email")).isEqualTo(user + "@example.org");
    }
}
