package dev.rollcall.api.tokens.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S1-10, S3-5: a new signing key invalidates no token on any node, and an old key is eventually removed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigningKeyRotationIT {

    private static final Duration PUBLICATION = Duration.ofSeconds(5);

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes("rollcall.tokens.signing-key-publication=" + PUBLICATION);

    private static final List<SignedIn> DEVICES = new ArrayList<>();

    private final Client one = NODES.one().client();
    private final Client other = NODES.other().client();

    @Test
    @Order(1)
    void tokensFromBeforeDuringAndAfterARotationWorkOnBothNodes() {
        SignedIn before = start(one);
        Client admin = admin(one);
        Instant asked = Instant.now();
        Reply made = admin.post("/admin/signing-keys");
        Instant answered = Instant.now();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("state")).isEqualTo("PUBLISHED");
        assertThat(Instant.parse(made.text("signsFrom")))
                .isBetween(asked.plus(PUBLICATION).minusMillis(1), answered.plus(PUBLICATION));
        assertThat(published(one)).containsExactly(before.keyId(), made.text("kid"));
        patiently().until(() -> published(other).contains(made.text("kid")));
        assertThat(Instant.now()).isBefore(Instant.parse(made.text("signsFrom")));
        for (Client node : List.of(one, other)) {
            patiently().until(() -> start(node).keyId().equals(made.text("kid")));
            assertThat(Instant.now()).isAfterOrEqualTo(Instant.parse(made.text("signsFrom")));
            assertThat(start(node).keyId()).isEqualTo(made.text("kid"));
        }
        assertThat(DEVICES).extracting(SignedIn::keyId).contains(before.keyId(), made.text("kid"));
        DEVICES.forEach(SigningKeyRotationIT::assertWorksOnBothNodes);
    }

    @Test
    @Order(2)
    void administratorsSeeTheStateOfEachKey() {
        Reply keys = admin(one).get("/admin/signing-keys");

        assertThat(keys.texts("keys", "state")).containsExactly("VERIFYING", "SIGNING");
        assertThat(keys.texts("keys", "kid")).isEqualTo(published(one));
        assertThat(keys.at("keys.0.generation").asInt()).isEqualTo(1);
        assertThat(Instant.parse(keys.text("keys.0.signsFrom"))).isEqualTo(keys.text("keys.0.createdAt"));
        assertThat(Instant.parse(keys.text("keys.0.verifiesUntil")))
                .isEqualTo(Instant.parse(keys.text("keys.1.signsFrom")).plusSeconds(15 * 60 + 60));
        assertThat(keys.at("keys.1.verifiesUntil").isMissingNode()).isTrue();
        assertThat(start(one).client().get("/admin/signing-keys").code()).isEqualTo("FORBIDDEN");
        assertThat(one.asGateway().post("/admin/signing-keys").code()).isEqualTo("FORBIDDEN");
    }

    /** The new key is made an hour older, to avoid waiting that long. */
    @Test
    @Order(3)
    void aRemovedKeyInvalidatesItsTokensEvenIfVerifiedBefore() {
        String newKey = start(one).keyId();
        SignedIn old = DEVICES.get(0);
        assertWorksOnBothNodes(old);

        NODES.database()
                .jdbc()
                .update("UPDATE shared_value SET created_at = created_at - interval '1 hour'"
                        + " WHERE name = 'signing-key' AND generation = 2");

        for (Client node : List.of(one, other)) {
            patiently().untilAsserted(() -> assertThat(published(node)).containsExactly(newKey));
            assertThat(old.at(node).profile().code()).isEqualTo("INVALID_TOKEN");
            assertThat(admin(node).get("/admin/signing-keys").texts("keys", "state"))
                    .containsExactly("RETIRED", "SIGNING");
        }
        DEVICES.stream()
                .filter(device -> device.keyId().equals(newKey))
                .forEach(SigningKeyRotationIT::assertWorksOnBothNodes);
        SignedIn refreshed = new SignedIn(other, old.refresh());
        assertThat(refreshed.keyId()).isEqualTo(newKey);
        assertWorksOnBothNodes(refreshed);
    }

    /** Starts a session, and checks that both nodes publish the key of its token already. */
    private static SignedIn start(Client node) {
        SignedIn device = node.start("rotation");
        assertThat(published(NODES.one().client())).contains(device.keyId());
        assertThat(published(NODES.other().client())).contains(device.keyId());
        assertWorksOnBothNodes(device);
        DEVICES.add(device);
        return device;
    }

    private static void assertWorksOnBothNodes(SignedIn device) {
        assertThat(device.at(NODES.one().client()).profile().status()).isEqualTo(200);
        assertThat(device.at(NODES.other().client()).profile().status()).isEqualTo(200);
    }

    private static List<String> published(Client node) {
        Reply keys = node.get("/.well-known/jwks.json");
        assertThat(keys.header("Cache-Control")).isEqualTo("max-age=2, public");
        assertThat(keys.at("keys").valueStream())
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg"));
        return keys.texts("keys", "kid");
    }

    private static Client admin(Client node) {
        return node.signIn("admin", "admin123").client();
    }

    private static ConditionFactory patiently() {
        return await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(20));
    }
}
