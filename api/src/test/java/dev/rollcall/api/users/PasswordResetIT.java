package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators make links with which users set a new password. */
class PasswordResetIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE =
            Node.start(DATABASE, "rollcall.login.max-failures-per-address=40", "rollcall.trusted-proxies=127.0.0.1/32");

    private final Client client = NODE.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void aCodeSetsThePasswordOnceAndEndsAllSessions() {
        SignedIn phone = createUser("forgetful");
        SignedIn laptop = client.signIn("forgetful", OLD);
        Instant before = Instant.now();

        Reply made = make("forgetful");

        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("userId")).isEqualTo("forgetful");
        String code = made.text("code");
        assertThat(made.text("link")).isEqualTo("/login/reset#" + code);
        assertThat(Instant.parse(made.text("expiresAt")))
                .isBetween(before.plus(Duration.ofMinutes(30)), Instant.now().plus(Duration.ofMinutes(30)));
        assertThat(phone.profile().status()).isEqualTo(200);

        Reply reset = reset(code, NEW);

        assertThat(reset.status()).as(reset.toString()).isEqualTo(200);
        assertThat(reset.texts("sessionIds")).containsExactlyInAnyOrder(phone.sessionId(), laptop.sessionId());
        assertThat(List.of(phone, laptop))
                .extracting(device -> device.profile().text("reason"))
                .containsOnly("LOGGED_OUT_EVERYWHERE");
        assertThat(client.login("forgetful", OLD).code()).isEqualTo("INVALID_CREDENTIALS");
        client.signIn("forgetful", NEW);
        assertInvalid(reset(code, "third staple"));
        client.signIn("forgetful", NEW);
    }

    @Test
    void ofSeveralUsesAtOnceOneSucceeds() {
        createUser("hasty");
        String code = make("hasty").text("code");

        List<Reply> replies = AtOnce.call(6, number -> reset(code, NEW + number));

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .extracting(Reply::code)
                .containsOnly("INVALID_RESET_CODE");
    }

    /** The other node has disabled the account, and is about to commit that. */
    @Test
    void aLinkIsMadeBeforeOrAfterAnotherChangeOfTheAccountButNotBetween() throws Exception {
        createUser("contended");
        CompletableFuture<Reply> made;
        try (Connection other = DATABASE.dataSource().getConnection();
                Statement change = other.createStatement()) {
            other.setAutoCommit(false);
            change.execute("SELECT pg_advisory_xact_lock(hashtextextended('contended', 13))");
            change.execute("UPDATE account SET status = 'DISABLED' WHERE user_id = 'contended'");
            made = CompletableFuture.supplyAsync(() -> make("contended"));
            await().until(() -> made.isDone() || isWaited());
            other.commit();
        }

        assertThat(made.get().code()).isEqualTo("USER_NOT_FOUND");
        assertThat(DATABASE.jdbc().queryForList("SELECT user_id FROM password_reset", String.class))
                .doesNotContain("contended");
    }

    private static boolean isWaited() {
        return JdbcClient.create(DATABASE.dataSource())
                        .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Test
    void aRefusedPasswordLeavesTheCodeValid() {
        createUser("careless");
        String code = make("careless").text("code");

        for (String bad : List.of("short", "careless", "password1")) {
            Refusal.ofField("newPassword", () -> reset(code, bad));
        }
        Refusal.ofField("code", () -> client.post("/auth/password-reset", Map.of("newPassword", NEW)));

        assertThat(reset(code, NEW).status()).isEqualTo(200);
    }

    @Test
    void unknownUsedReplacedAndExpiredCodesAndThoseOfChangedAccountsGetOneAnswer() {
        createUser("replaced");
        String first = make("replaced").text("code");
        String second = make("replaced").text("code");
        createUser("expired");
        String expired = make("expired").text("code");
        DATABASE.jdbc().update("UPDATE password_reset SET expires_at = now() WHERE user_id = 'expired'");
        createUser("disabled");
        String disabled = make("disabled").text("code");
        admin.put("/users/disabled/status", Map.of("status", "DISABLED"));
        admin.put("/users/disabled/status", Map.of("status", "ACTIVE"));
        SignedIn remembered = createUser("remembered");
        String changed = make("remembered").text("code");
        remembered.client().put("/auth/password", Map.of("currentPassword", OLD, "newPassword", "a third passphrase"));
        createUser("removed");
        String removed = make("removed").text("code");
        admin.delete("/users/removed");

        Reply unknown = assertInvalid(reset("pc1.unknown", NEW));
        for (String code : List.of(first, expired, disabled, changed, removed)) {
            assertThat(assertInvalid(reset(code, NEW)).body()).isEqualTo(unknown.body());
        }
        assertThat(reset(second, NEW).status()).isEqualTo(200);
        client.signIn("expired", OLD);
    }

    @Test
    void theCodeIsNotStored() {
        createUser("hashed");
        String code = make("hashed").text("code");

        String row = DATABASE.jdbc()
                .queryForObject("SELECT r::text FROM password_reset r WHERE user_id = 'hashed'", String.class);

        assertThat(row).doesNotContain(code).doesNotContain(code.substring(4));
    }

    @Test
    void onlyAdministratorsMakeThemAndNotForThemselves() {
        SignedIn user = createUser("ordinary");
        assertThat(Refusal.of(() -> user.client().post("/users/ordinary/password-reset"))
                        .code())
                .isEqualTo("FORBIDDEN");
        assertThat(Refusal.of(() -> client.post("/users/ordinary/password-reset"))
                        .code())
                .isEqualTo("TOKEN_REQUIRED");
        assertThat(Refusal.of(() -> make("admin")).code()).isEqualTo("CURRENT_ACCOUNT_PROTECTED");
        assertThat(Refusal.of(() -> make("nobody")).code()).isEqualTo("USER_NOT_FOUND");
        client.start("elsewhere");
        assertThat(Refusal.of(() -> make("elsewhere")).code()).isEqualTo("USER_NOT_FOUND");
        admin.put("/users/ordinary/status", Map.of("status", "DISABLED"));
        assertThat(Refusal.of(() -> make("ordinary")).code()).isEqualTo("ACCOUNT_DISABLED");
    }

    @Test
    void guessesFromAnAddressAreLimitedTogetherWithPasswords() {
        createUser("guessed");
        String code = make("guessed").text("code");
        Client guesser = client.with("X-Forwarded-For", "198.51.100.7");
        for (int guess = 0; guess < 40; guess++) {
            assertInvalid(reset(guesser, "pc1.guess" + guess, NEW));
        }

        Reply refused = reset(guesser, code, NEW);

        assertThat(refused.code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(guesser.login("guessed", OLD).code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
        assertThat(reset(code, NEW).status()).isEqualTo(200);
    }

    @Test
    void makesTheChangeOfATemporaryPasswordUnnecessary() {
        createUser("temporary");
        DATABASE.jdbc().update("UPDATE account SET must_change_password = true WHERE user_id = 'temporary'");
        assertThat(client.login("temporary", OLD).code()).isEqualTo("PASSWORD_CHANGE_REQUIRED");

        reset(make("temporary").text("code"), NEW);

        client.signIn("temporary", NEW);
    }

    private static Reply assertInvalid(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("INVALID_RESET_CODE");
        return reply;
    }

    private Reply make(String user) {
        return admin.post("/users/" + user + "/password-reset");
    }

    private Reply reset(String code, String newPassword) {
        return reset(client, code, newPassword);
    }

    private static Reply reset(Client client, String code, String newPassword) {
        return client.post("/auth/password-reset", Map.of("code", code, "newPassword", newPassword));
    }

    private SignedIn createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", OLD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, OLD);
    }
}
