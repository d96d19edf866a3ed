package dev.rollcall.api.accounts.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoNodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S2-7: secrets of trusted clients are long, guesses are rate-limited across all nodes, and guesses lock no client out.
 */
class ClientGuessingIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int PER_CLIENT = 15;
    private static final int PER_ADDRESS = 10;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes(
            "rollcall.trusted-proxies=127.0.0.1",
            "rollcall.trusted-clients[0].id=one",
            "rollcall.trusted-clients[0].secret=" + SECRET,
            "rollcall.trusted-clients[1].id=two",
            "rollcall.trusted-clients[1].secret=" + SECRET + "2",
            "rollcall.login.max-failures-per-user=" + PER_CLIENT,
            "rollcall.login.max-failures-per-address=" + PER_ADDRESS);

    @Test
    void anAddressWithTooManyFailuresIsRefusedEvenWithTheRightSecret() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(introspect(i, "192.0.2.1", "made-up-" + i, "wrong").code())
                    .isEqualTo("INVALID_CLIENT");
        }

        assertTooMany(introspect(0, "192.0.2.1", "one", "wrong"));
        assertTooMany(introspect(1, "192.0.2.1", "one", SECRET));
        assertTooMany(introspect(1, "192.0.2.1", "made-up", "wrong"));
        assertThat(introspect(1, "192.0.2.2", "one", SECRET).status()).isEqualTo(200);
    }

    @Test
    void countsAWrongSecretOnceWhateverTheEndpoint() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            Client guessing = from(i, "192.0.2.11", "nobody", "wrong");
            Reply reply = i % 2 == 0 ? guessing.get("/authorize") : guessing.post("/users/x/sessions", Map.of());
            assertThat(reply.code()).isEqualTo("INVALID_CLIENT");
        }

        assertTooMany(from(0, "192.0.2.11", "nobody", "wrong").get("/authorize"));
    }

    @Test
    void countsAllConcurrentGuesses() {
        List<Reply> replies = AtOnce.call(
                48, number -> introspect(number, "192.0.2.21", "two", number == 40 ? SECRET + "2" : "wrong" + number));

        assertThat(replies).filteredOn(reply -> reply.status() != 429).hasSizeLessThanOrEqualTo(PER_ADDRESS + 1);
    }

    @Test
    void guessesDoNotLockAClientOutWhereItIsKnown() {
        assertThat(introspect(0, "192.0.2.31", "one", SECRET).status()).isEqualTo(200);
        for (int i = 0; i < PER_ADDRESS; i++) {
            introspect(i, "192.0.2.31", "one", "wrong");
        }

        assertTooMany(introspect(0, "192.0.2.31", "one", "wrong"));
        assertThat(introspect(0, "192.0.2.31", "one", SECRET).status()).isEqualTo(200);
    }

    @Test
    void guessesFromManyAddressesDoNotLockAClientOutAtANewOne() {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < PER_CLIENT + 5; i++) {
            replies.add(introspect(i, "198.51.100." + i, "two", "wrong"));
        }

        assertThat(replies).filteredOn(reply -> reply.status() == 401).hasSizeLessThanOrEqualTo(PER_CLIENT);
        assertTooMany(replies.get(replies.size() - 1));
        assertThat(introspect(1, "192.0.2.41", "two", SECRET + "2").status()).isEqualTo(200);
    }

    @Test
    void knownSecretsNeedNoDatabase() {
        introspect(0, "192.0.2.51", "one", SECRET);
        var jdbc = NODES.database().jdbc();
        jdbc.execute("ALTER TABLE login_bucket RENAME TO login_bucket_away");
        try {
            assertThat(introspect(0, "192.0.2.51", "one", SECRET).status()).isEqualTo(200);
            assertThat(introspect(0, "192.0.2.51", "one", "wrong").code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            assertThat(introspect(0, "192.0.2.52", "one", SECRET).code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
        } finally {
            jdbc.execute("ALTER TABLE login_bucket_away RENAME TO login_bucket");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "gateway-secret",
                "0123456789abcdef0123456789abcde",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abababababababababababababababababababab"
            })
    void refusesToStartWithAWeakSecret(String secret) {
        assertStartFails(
                "the secret of x must have 32 characters or more",
                "rollcall.trusted-clients[0].id=x",
                "rollcall.trusted-clients[0].secret=" + secret);
    }

    @ParameterizedTest
    @CsvSource({"x, x, the id x is used twice", "'', y, an id must not be blank", "a:b, y, must not contain a colon"})
    void refusesToStartWithInvalidClientIds(String first, String second, String message) {
        assertStartFails(
                message,
                "rollcall.trusted-clients[0].id=" + first,
                "rollcall.trusted-clients[0].secret=" + SECRET,
                "rollcall.trusted-clients[1].id=" + second,
                "rollcall.trusted-clients[1].secret=" + SECRET);
    }

    private static void assertStartFails(String message, String... settings) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), settings).close())
                .rootCause()
                .hasMessageContaining("rollcall.trusted-clients")
                .hasMessageContaining(message);
    }

    private static void assertTooMany(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("TOO_MANY_CLIENT_ATTEMPTS");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 90);
    }

    private static Reply introspect(int number, String address, String client, String secret) {
        return from(number, address, client, secret).form("/oauth2/introspect", Map.of("token", "x"));
    }

    private static Client from(int number, String address, String client, String secret) {
        String credentials =
                Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return (number % 2 == 0 ? NODES.one() : NODES.other())
                .client()
                .with("X-Forwarded-For", address)
                .with("Authorization", "Basic " + credentials);
    }
}
