package dev.rollcall.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts may have an e-mail address, which administrators set for others, and users with their password. */
class EmailIT {

    private static final String PASSWORD = "correct horse";

    private final Client client = SharedNode.client();
    private final Client admin = client.signIn("admin", "admin123").client();

    @Test
    void administratorsSetChangeAndRemoveIt() {
        SignedIn user = createUser("email-of-another");
        assertThat(view("email-of-another").at("email").isNull()).isTrue();

        Reply set = put("email-of-another", "June.Doe+x@example.org");

        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        assertThat(set.text("email")).isEqualTo("June.Doe+x@example.org");
        assertThat(user.client().get("/users/email-of-another").text("email")).isEqualTo("June.Doe+x@example.org");
        assertThat(SharedNode.other()
                        .client()
                        .bearer(user.accessToken())
                        .get("/users/email-of-another")
                        .text("email"))
                .isEqualTo("June.Doe+x@example.org");
        put("email-of-another", "second@example.org");
        put("email-of-another", "second@example.org");
        assertThat(view("email-of-another").text("email")).isEqualTo("second@example.org");
        assertThat(put("email-of-another", "").at("email").isNull()).isTrue();
        assertThat(view("email-of-another").at("email").isNull()).isTrue();
        assertThat(user.profile().status()).as("sessions stay").isEqualTo(200);
        String byAdmin = " by {\"kind\":\"admin\",\"actorId\":\"admin\"}";
        assertThat(events("email-of-another")).containsExactly("false" + byAdmin, "false" + byAdmin, "true" + byAdmin);
    }

    @Test
    void usersChangeTheirOwnWithTheirPassword() {
        SignedIn user = createUser("email-own");

        assertThat(putOwn(user, "own@example.org", "wrong horse").code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(view("email-own").at("email").isNull()).isTrue();
        Reply set = putOwn(user, "own@example.org", PASSWORD);

        assertThat(set.text("email")).isEqualTo("own@example.org");
        assertThat(view("email-own").text("email")).isEqualTo("own@example.org");
        assertThat(putOwn(user, "", PASSWORD).status()).isEqualTo(200);
        assertThat(view("email-own").at("email").isNull()).isTrue();
        String byUser = " by {\"kind\":\"user\",\"actorId\":\"email-own\"}";
        assertThat(events("email-own")).containsExactly("false" + byUser, "true" + byUser);
    }

    @Test
    void whoseOldPasswordWasCheckedDoesNotChangeItAfterwards() throws Exception {
        SignedIn thief = createUser("email-raced");
        CompletableFuture<Reply> change;
        try (Connection owner = SharedNode.database().dataSource().getConnection();
                Statement changes = owner.createStatement()) {
            owner.setAutoCommit(false);
            changes.execute("SELECT pg_advisory_xact_lock(hashtextextended('email-raced', 13))");
            change = CompletableFuture.supplyAsync(() -> putOwn(thief, "thief@example.org", PASSWORD));
            await().until(() -> Integer.valueOf(1)
                    .equals(SharedNode.database()
                            .jdbc()
                            .queryForObject(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
                                            + " AND datname = current_database()",
                                    Integer.class)));
            changes.execute("UPDATE account SET password_hash = 'another' WHERE user_id = 'email-raced'");
            owner.commit();
        }

        assertThat(change.join().code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(view("email-raced").at("email").isNull()).isTrue();
        assertThat(events("email-raced")).isEmpty();
    }

    @Test
    void nobodyElseSetsIt() {
        SignedIn user = createUser("email-guarded");

        assertThat(Refusal.of(() -> user.client().put("/users/email-guarded/email", Map.of("email", "a@b.example")))
                        .code())
                .isEqualTo("FORBIDDEN");
        assertThat(Refusal.of(() -> put("admin", "a@b.example")).code()).isEqualTo("CURRENT_ACCOUNT_PROTECTED");
        assertThat(Refusal.of(() -> put("email-of-nobody", "a@b.example")).code())
                .isEqualTo("USER_NOT_FOUND");
        SignedIn provided = client.start("email-without-account");
        assertThat(Refusal.of(() -> put("email-without-account", "a@b.example")).code())
                .isEqualTo("USER_NOT_FOUND");
        assertThat(Refusal.of(() -> putOwn(provided, "a@b.example", PASSWORD)).code())
                .isEqualTo("ACCOUNT_REQUIRED");
        assertThat(view("email-guarded").at("email").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "june",
                "@example.org",
                "june@",
                "june@@example.org",
                "june@example.org, other@example.org",
                "june@example.org;other@example.org",
                "june@example.org\r\nBcc: victim@example.org",
                "june@example.org\n",
                "june\u0000@example.org",
                "june doe@example.org",
                "\"june doe\"@example.org",
                "June <june@example.org>",
                "june@exa mple.org",
                "june@[127.0.0.1]",
                "jüne@example.org",
                "june@exämple.org",
                "june@-example.org",
                " june@example.org",
                " "
            })
    void refusesWhatIsNoAddress(String email) {
        SignedIn user = createUserIfNew("email-odd");

        Refusal.ofField("email", () -> put("email-odd", email));
        Refusal.ofField("email", () -> putOwn(user, email, PASSWORD));
        Refusal.ofField(
                "email",
                () -> admin.post("/users", Map.of("userName", "email-odd-new", "password", PASSWORD, "email", email)));
        assertThat(view("email-odd").at("email").isNull()).isTrue();
        assertThat(view("email-odd-new").code()).isEqualTo("USER_NOT_FOUND");
        assertThatThrownBy(() -> new EmailAddress(email)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesALongOneAndOtherTypes() {
        createUser("email-long");
        String longest = "a".repeat(59) + "@" + ("b".repeat(60) + ".").repeat(3) + "example.org";

        assertThat(longest).hasSize(254);
        assertThat(put("email-long", longest).status()).isEqualTo(200);
        Refusal.ofField("email", () -> put("email-long", "a" + longest));
        for (String body : List.of("{}", "{\"email\":null}", "{\"email\":7}", "{\"email\":[\"a@b.example\"]}")) {
            Refusal.ofField("email", () -> admin.send("PUT", "/users/email-long/email", body));
        }
        assertThat(view("email-long").text("email")).isEqualTo(longest);
    }

    @Test
    void isSealedAndGoesWithTheUser() {
        createUser("email-sealed");
        put("email-sealed", "very.secret@example.org");
        assertThat(SharedNode.database().tablesWith("very.secret@example.org")).isEmpty();
        assertThat(SharedNode.database()
                        .jdbc()
                        .queryForObject(
                                "SELECT encode(email, 'escape') FROM account WHERE user_id = 'email-sealed'",
                                String.class))
                .isNotBlank()
                .doesNotContain("secret");

        admin.delete("/users/email-sealed");

        assertThat(SharedNode.database()
                        .jdbc()
                        .queryForObject("SELECT count(*) FROM account WHERE user_id = 'email-sealed'", Long.class))
                .isZero();
        assertThat(Auditor.at(client)
                        .client()
                        .get("/audit/events?userId=email-sealed&limit=100")
                        .body()
                        .toString())
                .contains("EmailChanged")
                .doesNotContain("secret@");
    }

    @Test
    void oneThatWasSealedForAnotherAccountOrBeforeAnErasureCannotBeRead() {
        createUser("email-from");
        createUser("email-to");
        put("email-from", "from@example.org");
        put("email-to", "to@example.org");

        SharedNode.database().jdbc().update("""
                UPDATE account SET email = (SELECT email FROM account WHERE user_id = 'email-from')
                WHERE user_id = 'email-to'
                """);
        assertThat(view("email-to").at("email").isNull()).isTrue();
        SharedNode.database().jdbc().update("DELETE FROM user_key WHERE user_id = 'email-from'");

        assertThat(view("email-from").status()).isEqualTo(200);
        assertThat(view("email-from").at("email").isNull()).isTrue();
    }

    private Reply view(String user) {
        return admin.get("/users/" + user);
    }

    private Reply put(String user, String email) {
        return admin.put("/users/" + user + "/email", Map.of("email", email));
    }

    private static Reply putOwn(SignedIn user, String email, String password) {
        return user.client().put("/auth/email", Map.of("email", email, "currentPassword", password));
    }

    /** Returns what auditors see: whether the address was removed, and by whom; oldest first. */
    private List<String> events(String user) {
        return Auditor.at(client)
                .client()
                .get("/audit/events?type=EmailChanged&order=oldest&userId=" + user)
                .body()
                .path("events")
                .valueStream()
                .map(event -> event.path("payload"))
                .map(EmailIT::told)
                .toList();
    }

    private static String told(JsonNode payload) {
        return payload.path("removed") + " by " + payload.path("initiator");
    }

    private SignedIn createUserIfNew(String user) {
        return view(user).status() == 200 ? client.signIn(user, PASSWORD) : createUser(user);
    }

    private SignedIn createUser(String user) {
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, PASSWORD);
    }
}
