package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.MailServer;
import dev.rollcall.testing.MailServer.Mail;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TwoNodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who forgot their password have a link mailed, and nobody learns from that who has an account. */
class ForgottenPasswordIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private static final MailServer MAIL = MailServer.start();

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes(MAIL.settings(
            "rollcall.mail.max-requests-per-user=3",
            "rollcall.mail.max-requests-per-address=40",
            "rollcall.trusted-proxies=127.0.0.1/32"));

    private final Client client = NODES.one().client();
    private final Client other = NODES.other().client();
    private final Client admin = client.signIn("admin", "admin123").client();

    @AfterAll
    static void stop() {
        MAIL.close();
    }

    @Test
    void theLinkOfTheMailWorksOnce() {
        createUser("forgetful");

        assertThat(ask("forgetful").status()).isEqualTo(204);
        Mail mail = MAIL.awaitMailsTo("forgetful@example.org", 1).get(0);
        awaitSent();

        assertThat(mail.plain())
                .contains("Somebody asked for a link")
                .contains("your user name forgetful at id.example.org")
                .contains("If that was not you, you do not have to do anything");
        assertThat(reset(mail.code(), NEW).status()).isEqualTo(200);
        client.signIn("forgetful", NEW);
        assertThat(reset(mail.code(), "third staple").code()).isEqualTo("INVALID_RESET_CODE");
    }

    @Test
    void isInTheLanguageOfTheRequest() {
        createUser("vergesslich");

        client.with("Accept-Language", "de").post("/auth/password-reset-mail", Map.of("userName", "vergesslich"));

        assertThat(MAIL.awaitMailsTo("vergesslich@example.org", 1).get(0).plain())
                .contains("jemand hat bei id.example.org um einen Link gebeten");
    }

    @Test
    void everybodyGetsTheSameAnswerButOnlyWhoCanGetsAMail() {
        createUser("reachable");
        admin.post("/users", Map.of("userName", "unreachable", "password", OLD));
        createUser("barred");
        admin.put("/users/barred/status", Map.of("status", "DISABLED"));
        client.start("of-a-provider");
        createUser("gone");
        admin.delete("/users/gone");
        List<String> answers = new ArrayList<>();

        for (String user : List.of("unreachable", "barred", "of-a-provider", "gone", "nobody-at-all", "reachable")) {
            Reply reply = ask(user);
            answers.add(reply.status() + " " + reply.body() + " "
                    + reply.headers().map().keySet());
        }

        assertThat(answers).hasSize(6).containsOnly(answers.get(0));
        assertThat(answers.get(0)).startsWith("204 ");
        assertThat(MAIL.awaitMailsTo("reachable@example.org", 1)).hasSize(1);
        awaitSent();
        assertThat(MAIL.mailsTo("barred@example.org")).isEmpty();
        assertThat(MAIL.mailsTo("gone@example.org")).isEmpty();
        assertThat(events("unreachable")).doesNotContain("PasswordResetLinkMade");
    }

    /** Locks what tells users apart, so that a request that asked for it would wait. */
    @Test
    void theRequestLooksNothingUp() throws SQLException {
        createUser("looked-for");
        try (Connection locking = NODES.database().dataSource().getConnection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE account, user_key, password_reset IN ACCESS EXCLUSIVE MODE");

            assertThat(ask("looked-for").status()).isEqualTo(204);
            assertThat(ask("not-looked-for").status()).isEqualTo(204);

            assertThat(MAIL.mailsTo("looked-for@example.org")).isEmpty();
            locking.rollback();
        }
        assertThat(MAIL.awaitMailsTo("looked-for@example.org", 1)).hasSize(1);
    }

    @Test
    void aNameGetsOneMailAMinuteOnAllNodesTogether() {
        createUser("impatient");

        for (int i = 0; i < 3; i++) {
            assertThat(ask("impatient").status()).isEqualTo(204);
            assertThat(ask(other, "impatient").status()).isEqualTo(204);
        }
        MAIL.awaitMailsTo("impatient@example.org", 1);
        awaitSent();
        assertThat(ask(other, "impatient").status()).isEqualTo(204);
        awaitSent();
        assertThat(MAIL.mailsTo("impatient@example.org")).hasSize(1);
        letAMinutePass();
        ask(other, "impatient");

        assertThat(MAIL.awaitMailsTo("impatient@example.org", 2)).hasSize(2);
    }

    @Test
    void aNameGetsAFewMailsInAQuarterOfAnHourAndAdministratorsMaySendMore() {
        createUser("pestered");
        for (int i = 1; i <= 3; i++) {
            ask("pestered");
            MAIL.awaitMailsTo("pestered@example.org", i);
            awaitSent();
            letAMinutePass();
        }

        assertThat(ask("pestered").status()).isEqualTo(204);
        awaitSent();
        assertThat(MAIL.mailsTo("pestered@example.org")).hasSize(3);
        admin.post("/users/pestered/password-reset-mail");
        assertThat(MAIL.awaitMailsTo("pestered@example.org", 4)).hasSize(4);
    }

    @Test
    void anotherAttemptAfterAFailureIsNoFurtherMail() {
        createUser("unlucky");
        MAIL.stop();
        try {
            ask("unlucky");
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                tryAgainNow();
                return count("version > 10") == 1; // each attempt changes the row twice: more than three have failed
            });
        } finally {
            MAIL.restart();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            tryAgainNow();
            return !MAIL.mailsTo("unlucky@example.org").isEmpty();
        });
        letAMinutePass();
        assertThat(MAIL.mailsTo("unlucky@example.org")).hasSize(1);
    }

    @Test
    void anAddressIsToldWhenItAsksTooOften() {
        Client there = client.with("X-Forwarded-For", "198.51.100.9");
        for (int i = 0; i < 40; i++) {
            assertThat(ask(there, "unknown-" + i).status()).isEqualTo(204);
        }

        Reply refused = Refusal.of(() -> ask(there, "unknown-41"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("TOO_MANY_MAIL_REQUESTS");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(ask(other.with("X-Forwarded-For", "198.51.100.9"), "unknown-42")
                        .code())
                .isEqualTo("TOO_MANY_MAIL_REQUESTS");
        assertThat(ask(client.with("X-Forwarded-For", "198.51.100.10"), "unknown-43")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whatWasTypedIsNotReadableInTheDatabase() {
        ask("my secret passphrase");

        assertThat(NODES.database().tablesWith("my secret passphrase")).isEmpty();
        assertThat(NODES.database()
                        .jdbc()
                        .queryForList("SELECT encode(task_data, 'escape') FROM mail_task", String.class))
                .noneMatch(row -> row.contains("secret"));
    }

    @Test
    void auditorsSeeThatSomebodyAsked() {
        createUser("asked-for");
        ask("asked-for");
        MAIL.awaitMailsTo("asked-for@example.org", 1);

        await().until(() -> events("asked-for").contains("PasswordResetLinkMade"));

        assertThat(events("asked-for"))
                .contains("\"way\":\"MAIL\"", "\"initiator\":{\"kind\":\"system\"}")
                .doesNotContain("example.org");
    }

    private String events(String user) {
        return Auditor.at(client)
                .client()
                .get("/audit/events?type=PasswordResetLinkMade&userId=" + user)
                .at("events")
                .toString();
    }

    /** Waits until no mail is left but those that are kept so that there is no second one in the same minute. */
    private static void awaitSent() {
        await().until(() -> waiting() == ofMinute());
    }

    private static long waiting() {
        return count("true");
    }

    private static long ofMinute() {
        return count("execution_time > now() + interval '20 seconds' AND NOT picked");
    }

    private static long count(String condition) {
        return JdbcClient.create(NODES.database().dataSource())
                .sql("SELECT count(*) FROM mail_task WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static void tryAgainNow() {
        NODES.database().jdbc().update("UPDATE mail_task SET execution_time = now() WHERE NOT picked");
    }

    /** Tries until nothing is left: a mail that is just being sent is put off for its minute only after that. */
    private static void letAMinutePass() {
        await().until(() -> {
            tryAgainNow();
            return waiting() == 0;
        });
    }

    private Reply ask(String user) {
        return ask(client, user);
    }

    private static Reply ask(Client client, String user) {
        return client.post("/auth/password-reset-mail", Map.of("userName", user));
    }

    private Reply reset(String code, String newPassword) {
        return client.post("/auth/password-reset", Map.of("code", code, "newPassword", newPassword));
    }

    private void createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", OLD, "email", user + "@example.org"))
                        .status())
                .isEqualTo(201);
    }
}
