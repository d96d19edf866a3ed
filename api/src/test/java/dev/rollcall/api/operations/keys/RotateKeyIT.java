package dev.rollcall.api.operations.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.tokens.secrets.HmacKey;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.JarCommand;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoNodes;
import dev.rollcall.testing.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys are replaced by a command while two nodes run, and nobody is signed out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RotateKeyIT {

    private static final String PUBLICATION = "rollcall.tokens.signing-key-publication=PT5S";

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes(PUBLICATION);

    /** From before the rotations. */
    private static final List<SignedIn> PHONES = new ArrayList<>();

    private static final List<Visitor> BROWSERS = new ArrayList<>();

    private final Client one = NODES.one().client();
    private final Client other = NODES.other().client();
    private final TestDatabase database = NODES.database();

    @Test
    @Order(1)
    void refreshTokensFromBeforeDuringAndAfterWorkOnBothNodes() {
        SignedIn phone = one.start("ford");
        PHONES.add(phone);
        SignedIn laptop = other.start("ford");
        assertThat(generationOf(phone.refreshToken())).isEqualTo(1);

        JarCommand rotated = JarCommand.run(database, "keys", "rotate", "refresh-tokens", "--" + PUBLICATION);

        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.out()).contains("Generation 2 of refresh-tokens signs from ");
        List<Integer> made = new ArrayList<>();
        for (List<Client> way : List.of(List.of(one, other), List.of(other, one))) {
            patiently().until(() -> {
                SignedIn fresh = way.get(0).start("ford");
                made.add(generationOf(fresh.refreshToken()));
                assertThat(fresh.at(way.get(1)).refresh().status()).isEqualTo(200);
                return made.get(made.size() - 1) == 2;
            });
        }
        assertThat(made).contains(1, 2);
        SignedIn refreshed = refreshed(laptop.at(one));
        assertThat(generationOf(refreshed.refreshToken())).isEqualTo(2);
        assertThat(refreshed.at(other).refresh().status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void pageCookiesFromBeforeDuringAndAfterWorkOnBothNodes() {
        Visitor browser = new Visitor(one).signIn("june_doe", "test123");
        BROWSERS.add(browser);
        assertThat(generationOf(browser)).isEqualTo(1);

        JarCommand rotated = JarCommand.run(database, "keys", "rotate", "page-cookies", "--" + PUBLICATION);

        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        for (List<Client> way : List.of(List.of(one, other), List.of(other, one))) {
            patiently().until(() -> {
                Visitor fresh = new Visitor(way.get(0)).signIn("john_roe", "test123");
                assertThat(statusAt(way.get(1), fresh)).isEqualTo(200);
                return generationOf(fresh) == 2;
            });
        }
        assertThat(statusAt(one, browser)).isEqualTo(200);
        assertThat(statusAt(other, browser)).isEqualTo(200);
    }

    @Test
    @Order(3)
    void theListNamesKeysAndStatesButShowsNoKey() {
        JarCommand list = JarCommand.run(database, "keys", "list", "--" + PUBLICATION);

        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.out().lines())
                .anyMatch(line -> line.matches("access-tokens +1 .* signing"))
                .anyMatch(line -> line.matches("refresh-tokens +1 .* verifying"))
                .anyMatch(line -> line.matches("refresh-tokens +2 .* signing"))
                .anyMatch(line -> line.matches("page-cookies +1 .* verifying"))
                .anyMatch(line -> line.matches("page-cookies +2 .* signing"));
        for (byte[] key : database.jdbc().queryForList("SELECT value FROM shared_value", byte[].class)) {
            assertThat(list.out()).doesNotContain(Base64.getEncoder().encodeToString(key));
        }
    }

    /** What docs/keys.md says about stolen keys. */
    @Test
    @Order(4)
    void aDeletedKeyIsRefusedByRunningNodes() {
        SignedIn phone = PHONES.get(0);
        Visitor browser = BROWSERS.get(0);
        assertThat(phone.at(other).refresh().status()).isEqualTo(200);
        assertThat(phone.at(other).refresh().status()).as("repeated").isEqualTo(200);

        database.jdbc()
                .update(
                        "DELETE FROM shared_value WHERE generation = 1 AND name IN ('refresh-token-key', 'cookie-key')");

        for (Client node : List.of(one, other)) {
            patiently()
                    .untilAsserted(
                            () -> assertThat(phone.at(node).refresh().code()).isEqualTo("INVALID_TOKEN"));
            patiently().untilAsserted(() -> assertThat(statusAt(node, browser)).isEqualTo(303));
            assertThat(node.start("zaphod").refresh().status()).isEqualTo(200);
        }
    }

    @Test
    @Order(5)
    void anUnknownKeyIsRefusedWithTheNamesOfAll() {
        JarCommand unknown = JarCommand.run(database, "keys", "rotate", "front-door");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("There is no key 'front-door'", "refresh-tokens, page-cookies or transparency-log");
        assertThat(JarCommand.run(database, "keys", "rotate").exitCode()).isEqualTo(2);
        assertThat(JarCommand.run(database, "keys").exitCode()).isEqualTo(2);
    }

    private static SignedIn refreshed(SignedIn device) {
        Reply reply = device.refresh();
        assertThat(reply.status()).isEqualTo(200);
        return new SignedIn(device.anonymous(), reply);
    }

    private static int statusAt(Client node, Visitor visitor) {
        return new Visitor(node)
                .cookie("rollcall", String.valueOf(visitor.cookie("rollcall")))
                .get("/sessions")
                .status();
    }

    private int generationOf(String refreshToken) {
        return generationOf("refresh-token-key", "", refreshToken);
    }

    private int generationOf(Visitor visitor) {
        return generationOf("cookie-key", "rollcall:", String.valueOf(visitor.cookie("rollcall")));
    }

    /** Returns the generation of the key that signed a value. */
    private int generationOf(String key, String prefix, String signed) {
        int end = signed.lastIndexOf('.');
        return database
                .jdbc()
                .query(
                        "SELECT generation, value FROM shared_value WHERE name = ?",
                        (row, index) -> new HmacKey(row.getBytes("value"))
                                        .mac(prefix + signed.substring(0, end))
                                        .equals(signed.substring(end + 1))
                                ? row.getInt("generation")
                                : 0,
                        key)
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static ConditionFactory patiently() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(20));
    }
}
