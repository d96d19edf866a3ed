package dev.rollcall.api.tokens.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.PemFile;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where signing keys come from: made by age or on demand, read by nodes that do not know them yet, or from files. */
class SigningKeySourceIT {

    private static final String SELECT_TIMES =
            "SELECT created_at FROM shared_value WHERE name = 'signing-key' ORDER BY generation";

    @TempDir
    static Path directory;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void keysAreReplacedByAgeOnceInACluster() {
        String[] settings = {"rollcall.tokens.signing-key-publication=PT1S", "rollcall.tokens.signing-key-lifetime=PT3S"
        };
        try (Node one = Node.start(database, settings);
                Node other = Node.start(database, settings)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> made().size() >= 3);
            SignedIn device = one.client().start("by-age");

            assertThat(device.at(other.client()).profile().status()).isEqualTo(200);
            List<Instant> made = made();
            for (int i = 1; i < made.size(); i++) {
                assertThat(made.get(i)).isAfterOrEqualTo(made.get(i - 1).plusSeconds(3));
            }
        }
    }

    @Test
    void withoutALifetimeTheyAreReplacedOnDemandOnly() {
        try (Node node = Node.start(
                database,
                "rollcall.tokens.signing-key-publication=PT1S",
                "rollcall.tokens.signing-key-lifetime=PT0S")) {
            database.jdbc().update("UPDATE shared_value SET created_at = created_at - interval '10 years'");
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(30)).until(() -> made().size() == 1);
            Client admin = node.client().signIn("admin", "admin123").client();

            List<Reply> replies = AtOnce.call(8, number -> admin.post("/admin/signing-keys"));

            assertThat(replies).extracting(Reply::status).containsOnly(201);
            assertThat(admin.get("/admin/signing-keys").texts("keys", "kid"))
                    .containsAll(
                            replies.stream().map(reply -> reply.text("kid")).toList());
        }
    }

    /** By the clock, nodes read the keys once in 30 s. */
    @Test
    void aNodeThatMissedANewKeyReadsItWhenATokenNamesIt() {
        try (Node late = Node.start(database)) {
            try (Node maker = Node.start(database)) {
                maker.client().signIn("admin", "admin123").client().post("/admin/signing-keys");
            }
            database.jdbc().update("UPDATE shared_value SET created_at = created_at - interval '1 day'");
            try (Node ahead = Node.start(database)) {
                SignedIn device = ahead.client().start("ahead");

                assertThat(published(ahead.client())).containsExactly(device.keyId());
                assertThat(device.at(late.client()).profile().status()).isEqualTo(200);
                assertThat(published(late.client())).containsExactly(device.keyId());
            }
        }
    }

    @Test
    void keysFromFilesOverlapIfTheSettingsSaySo() {
        KeyPair first = PemFile.newP256();
        KeyPair second = PemFile.newP256();
        String signing = "rollcall.tokens.signing-key=";
        String previous = "rollcall.tokens.previous-signing-keys=";
        try (Node before = Node.start(
                        database,
                        signing + PemFile.ofPrivate(directory, first),
                        previous + PemFile.ofPublic(directory, second));
                Node after = Node.start(
                        database,
                        signing + PemFile.ofPrivate(directory, second),
                        previous + PemFile.ofPrivate(directory, first) + "," + PemFile.ofPublic(directory, second));
                Node alone = Node.start(database, signing + PemFile.ofPrivate(directory, second))) {
            SignedIn old = before.client().start("files");
            SignedIn fresh = after.client().start("files");
            Client admin = after.client().signIn("admin", "admin123").client();

            assertThat(published(after.client())).containsExactly(fresh.keyId(), old.keyId());
            assertThat(old.at(after.client()).profile().status()).isEqualTo(200);
            assertThat(fresh.at(before.client()).profile().status()).isEqualTo(200);
            assertThat(old.at(alone.client()).profile().code()).isEqualTo("INVALID_TOKEN");
            assertThat(admin.get("/admin/signing-keys").texts("keys", "state")).containsExactly("SIGNING", "VERIFYING");
            assertThat(admin.get("/admin/signing-keys").at("keys.0").propertyNames())
                    .containsExactlyInAnyOrder("kid", "state");
            assertThat(admin.post("/admin/signing-keys").status()).isEqualTo(409);
            assertThat(admin.post("/admin/signing-keys").code()).isEqualTo("SIGNING_KEY_FROM_FILE");
        }
    }

    @Test
    void settingsThatMakeNoSenseStopTheStart() {
        Path key = PemFile.ofPublic(directory, PemFile.newP256());
        for (String setting : List.of(
                "previous-signing-keys=" + key,
                "signing-key=" + key,
                "signing-key-publication=PT0S",
                "signing-key-publication=PT25H",
                "signing-key-lifetime=PT10M",
                "signing-key-lifetime=-PT1S")) {
            String name = setting.substring(0, setting.indexOf('='));
            Throwable failure = catchThrowable(
                    () -> Node.start(database, "rollcall.tokens." + setting).close());
            assertThat(failure).as(name).isNotNull();
            assertThat(causes(failure))
                    .anySatisfy(cause -> assertThat(cause).hasMessageContaining("rollcall.tokens." + name));
        }
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    private List<Instant> made() {
        return database.jdbc().queryForList(SELECT_TIMES, Timestamp.class).stream()
                .map(Timestamp::toInstant)
                .toList();
    }

    private static List<String> published(Client node) {
        return node.get("/.well-known/jwks.json").texts("keys", "kid");
    }
}
