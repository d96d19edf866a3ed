package dev.rollcall.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoNodes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** S2-6, S2-9: password guesses are rate-limited across all nodes, and guesses of others lock nobody out. */
class PasswordGuessingIT {

    private static final String PASSWORD = "correct horse";
    private static final int PER_USER = 10;
    private static final int PER_ADDRESS = 30;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes(
            "rollcall.trusted-proxies=127.0.0.1",
            "rollcall.login.max-failures-per-user=" + PER_USER,
            "rollcall.login.max-failures-per-address=" + PER_ADDRESS);

    @Test
    void afterTenWrongPasswordsEvenTheRightOneHasToWait() {
        createUser("guessed");
        String known = exhaust("guessed", "203.0.113.1").body().toString();
        String unknown = exhaust("nobody", "203.0.113.2").body().toString();

        assertThat(unknown).as("no oracle").isEqualTo(known);
        assertThat(from("203.0.113.3").login("guessed", PASSWORD).code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
    }

    @Test
    void countsAllConcurrentGuesses() {
        createUser("hammered");
        List<Reply> replies =
                AtOnce.call(64, number -> from(number, "198.51.100." + number).login("hammered", "wrong" + number));

        assertChecked(PER_USER, replies);
    }

    @Test
    void countsAllConcurrentGuessesFromOneAddress() {
        List<Reply> replies =
                AtOnce.call(64, number -> from(number, "203.0.113.15").login("many-" + number, "wrong"));

        assertChecked(PER_ADDRESS, replies);
    }

    @Test
    void doesNotCountRightPasswordsEvenManyAtOnce() {
        createUser("busy");
        List<Reply> replies =
                AtOnce.call(24, number -> from(number, "192.0.2." + number).login("busy", PASSWORD));

        assertThat(replies).extracting(Reply::status).containsOnly(200);
        exhaust("busy", "203.0.113.4");
    }

    @Test
    void doesNotCountARefusalByTheSessionLimit() {
        createUser("limited");
        from("203.0.113.5").signIn("limited", PASSWORD).settings(Map.of("maxSessions", 1, "whenFull", "REJECT"));

        for (int i = 0; i <= PER_USER; i++) {
            assertThat(from("203.0.113.6").login("limited", PASSWORD).code()).isEqualTo("SESSION_LIMIT_REACHED");
        }
    }

    @Test
    void guessesElsewhereDoNotLockUsersOutWhereTheyAreSignedIn() {
        createUser("victim");
        SignedIn home = from("203.0.113.7").signIn("victim", PASSWORD);

        exhaust("victim", "203.0.113.8");

        assertThat(home.profile().status()).isEqualTo(200);
        assertThat(home.refresh().status()).isEqualTo(200);
        assertThat(from("203.0.113.7").login("victim", PASSWORD).status()).isEqualTo(200);
        assertThat(from("203.0.113.9").login("victim", PASSWORD).code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
        exhaust("victim", "203.0.113.7");
    }

    @Test
    void limitsTheGuessesOfAnAddressForAllUsersTogether() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(from(i, "203.0.113.10").login("sprayed-" + i, "wrong").code())
                    .isEqualTo("INVALID_CREDENTIALS");
        }

        assertTooMany(from("203.0.113.10").login("sprayed", "wrong"));
        assertThat(from("203.0.113.11").login("sprayed", "wrong").code()).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            from(i, "2001:db8::" + i + ":1").login("sprayed6-" + i, "wrong");
        }

        assertTooMany(from("2001:db8::ffff").login("sprayed6", "wrong"));
        assertThat(from("2001:db8:0:1::1").login("sprayed6", "wrong").code()).isEqualTo("INVALID_CREDENTIALS");
    }

    @Test
    void aStolenSessionDoesNotHelpToGuessThePassword() {
        createUser("stolen");
        SignedIn device = from("203.0.113.12").signIn("stolen", PASSWORD);

        for (int i = 0; i < PER_USER; i++) {
            assertThat(change(device.client(), "wrong" + i).code()).isEqualTo("INVALID_CREDENTIALS");
        }

        assertTooMany(change(device.client(), PASSWORD));
        assertThat(device.profile().status()).isEqualTo(200);
    }

    @Test
    void bucketsAreKeyedByHashesAndDeletedOnceExpired() {
        from("203.0.113.14").login("x".repeat(255), "wrong");
        JdbcTemplate jdbc = NODES.database().jdbc();
        assertThat(jdbc.queryForList("SELECT key FROM login_bucket", String.class))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(key -> key.matches("[\\w-]{43}\\.[\\w-]{43}"));

        jdbc.update("UPDATE login_bucket SET expires_at = 1");
        NODES.one()
                .bean(Scheduler.class)
                .reschedule(TaskInstanceId.of("login-bucket-clean-up", "recurring"), Instant.now());

        await().untilAsserted(() -> assertThat(
                        jdbc.queryForObject("SELECT count(*) FROM login_bucket WHERE expires_at = 1", Integer.class))
                .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-failures-per-user", "max-failures-per-address"})
    void aNegativeLimitStopsTheStart(String setting) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.login." + setting + "=-1"))
                .hasStackTraceContaining("rollcall.login." + setting + " must be between 0 (any number) and 1000000");
    }

    /** Uses up the remaining attempts and returns the reply to the next one. */
    private static Reply exhaust(String user, String address) {
        for (int i = 0; i < PER_USER; i++) {
            assertThat(from(i, address).login(user, "wrong").code()).isEqualTo("INVALID_CREDENTIALS");
        }
        return assertTooMany(from(address).login(user, "wrong"));
    }

    private static Reply assertTooMany(Reply reply) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 90);
        return reply;
    }

    /** Asserts that {@code count} passwords were checked and found wrong, and all others were rate-limited. */
    private static void assertChecked(int count, List<Reply> replies) {
        assertThat(replies)
                .extracting(Reply::code)
                .containsOnly("INVALID_CREDENTIALS", "TOO_MANY_LOGIN_ATTEMPTS")
                .filteredOn("INVALID_CREDENTIALS"::equals)
                .hasSize(count);
    }

    private static Reply change(Client client, String current) {
        return client.put("/auth/password", Map.of("currentPassword", current, "newPassword", "battery staple"));
    }

    private static Client from(String address) {
        return from(0, address);
    }

    private static Client from(int number, String address) {
        return (number % 2 == 0 ? NODES.one() : NODES.other()).client().with("X-Forwarded-For", address);
    }

    private static void createUser(String user) {
        Client admin = from("203.0.113.99").signIn("admin", "admin123").client();
        assertThat(admin.post("/users", Map.of("userName", user, "password", PASSWORD))
                        .status())
                .isEqualTo(201);
    }
}
