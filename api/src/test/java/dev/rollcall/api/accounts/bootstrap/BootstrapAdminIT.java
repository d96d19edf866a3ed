package dev.rollcall.api.accounts.bootstrap;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.StoredEvents;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first administrator of a new installation, who must change the password before anything else. */
class BootstrapAdminIT {

    private static final String TEMPORARY = "correct horse";
    private static final String OWN = "battery staple";

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writePassword() throws IOException {
        file = Files.writeString(directory.resolve("password"), TEMPORARY + "\n");
    }

    @Test
    void canOnlyChangeThePassword() {
        try (Node node = start("mary")) {
            Client client = node.client();

            Reply refused = Refusal.of(() -> client.login("mary", TEMPORARY));
            assertThat(refused.code()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(client.login("mary", "wrong horse").code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(login(client, "wrong horse", OWN).code()).isEqualTo("INVALID_CREDENTIALS");
            for (String bad : List.of(TEMPORARY, "short", "password1")) {
                Refusal.ofField("newPassword", () -> login(client, TEMPORARY, bad));
            }

            Reply changed = login(client, TEMPORARY, OWN);

            assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
            Reply profile = client.bearer(changed.text("access_token")).get("/auth/profile");
            assertThat(profile.text("role")).isEqualTo("ADMIN");
            assertThat(StoredEvents.of(database, "\tmary", "AccountCreated"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.path("way").asString()).isEqualTo("SETTINGS"));
            assertThat(StoredEvents.of(database, "\tmary", "PasswordChanged")).hasSize(1);
            assertThat(client.login("mary", TEMPORARY).code()).isEqualTo("INVALID_CREDENTIALS");
            client.signIn("mary", OWN);
            Refusal.ofField("newPassword", () -> login(client, OWN, "another staple"));
            client.signIn("mary", OWN);
        }
    }

    @Test
    void getsNoSessionFromATrustedClientBeforeThat() {
        try (Node node = start(
                "mary",
                "rollcall.trusted-clients[0].id=shop",
                "rollcall.trusted-clients[0].secret=0123456789abcdef0123456789abcdef")) {
            Client shop =
                    node.client().with("Authorization", "Basic c2hvcDowMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZg==");

            assertThat(Refusal.of(() -> shop.post("/users/mary/sessions", Map.of()))
                            .code())
                    .isEqualTo("PASSWORD_CHANGE_REQUIRED");
            login(node.client(), TEMPORARY, OWN);
            assertThat(shop.post("/users/mary/sessions", Map.of()).status()).isEqualTo(201);
        }
    }

    @Test
    void changesThePasswordOnAPage() {
        try (Node node = start("mary")) {
            Visitor visitor = new Visitor(node.client());

            Visitor.Page form = visitor.login("mary", TEMPORARY);
            assertThat(form.status()).isEqualTo(403);
            assertThat(form.text("h1")).isEqualTo("Choose a new password");
            assertThat(visitor.cookie("rollcall")).isNull();
            assertThat(visitor.get("/sessions").status()).isEqualTo(303);
            assertThat(visitor.post("/login/replace", Map.of("session", "x")).status())
                    .isEqualTo(403);
            visitor.login("mary", TEMPORARY);
            for (String bad : List.of("", TEMPORARY, "password1")) {
                Visitor.Page page = visitor.post("/login/new-password", Map.of("newPassword", bad));
                assertThat(page.status()).isEqualTo(400);
                assertThat(page.text("#newPassword-error")).isNotEmpty();
            }

            Visitor.Page changed =
                    visitor.post("/login/new-password", Map.of("newPassword", OWN, "to", "/admin/page/users"));

            assertThat(changed.location()).isEqualTo("/admin/page/users");
            assertThat(visitor.get("/sessions").text(".notice")).startsWith("Your password was changed.");
            assertThat(visitor.get("/admin").status()).isEqualTo(200);
            node.client().signIn("mary", OWN);
        }
    }

    @Test
    void thePageIsOnlyForWhoeverHasJustEnteredATemporaryPassword() {
        try (Node node = start("mary")) {
            Visitor stranger = new Visitor(node.client());
            stranger.get("/login");
            assertThat(stranger.post("/login/new-password", Map.of("newPassword", OWN))
                            .status())
                    .isEqualTo(403);
            Visitor slow = new Visitor(node.client());
            slow.login("mary", TEMPORARY);
            login(node.client(), TEMPORARY, OWN);

            Visitor.Page late = slow.post("/login/new-password", Map.of("newPassword", "another staple"));

            assertThat(late.status()).isEqualTo(403);
            assertThat(late.text("[role=alert]")).isNotEmpty();
            node.client().signIn("mary", OWN);
        }
    }

    /** All of them find no administrator before one is created. */
    @Test
    void isCreatedOnceByNodesThatStartAtOnce() throws Exception {
        Node.start(database, "rollcall.demo-users=false").close();
        ExecutorService starts = Executors.newCachedThreadPool();
        List<Future<Node>> nodes = new ArrayList<>();
        try {
            try (Connection holder = database.dataSource().getConnection()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("LOCK TABLE account IN EXCLUSIVE MODE");
                for (int number = 1; number <= 3; number++) {
                    String name = "mary-" + number;
                    int nodesSoFar = number;
                    nodes.add(starts.submit(() -> start(
                            name, "rollcall.database.lock-timeout=PT1M", "rollcall.database.statement-timeout=PT1M")));
                    await().atMost(ofMinutes(1)).until(() -> Objects.equals(waiting(), nodesSoFar));
                }
                holder.commit();
            }
            List<String> answers = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                Client client = nodes.get(number - 1).get().client();
                answers.add(client.login("mary-" + number, TEMPORARY).code());
            }
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "PASSWORD_CHANGE_REQUIRED", "INVALID_CREDENTIALS", "INVALID_CREDENTIALS");
            assertThat(database.jdbc().queryForObject("SELECT count(*) FROM account", Integer.class))
                    .isEqualTo(1);
        } finally {
            for (Future<Node> node : nodes) {
                node.get().close();
            }
            starts.shutdown();
        }
    }

    /** Returns how many nodes wait for a lock. */
    private @Nullable Integer waiting() {
        return database.jdbc().queryForObject("""
                        SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE NOT granted AND datname = current_database()
                        """, Integer.class);
    }

    @Test
    void isNotCreatedOnceThereIsAnAdministrator() throws IOException {
        try (Node node = start("mary")) {
            login(node.client(), TEMPORARY, OWN);
        }
        Files.delete(file);
        try (Node node = start("other")) {
            assertThat(node.client().login("other", TEMPORARY).code()).isEqualTo("INVALID_CREDENTIALS");
            node.client().signIn("mary", OWN);
        }
    }

    @Test
    void wrongSettingsStopTheStart() throws IOException {
        assertStops("a/b", "rollcall.bootstrap-admin.name: a user name must not contain /");
        Files.writeString(file, "password1");
        assertStops("mary", "must not be one of the most common passwords");
        Files.writeString(file, TEMPORARY + "\nanother line");
        assertStops("mary", "cannot be read as one line in UTF-8");
        Files.delete(file);
        assertStops("mary", "rollcall.bootstrap-admin.password-file: ");
        assertThatThrownBy(() -> Node.start(database, "rollcall.demo-users=false", "rollcall.bootstrap-admin.name=mary")
                        .close())
                .rootCause()
                .hasMessageContaining("belong together");
        assertThat(database.jdbc().queryForObject("SELECT count(*) FROM account", Integer.class))
                .isZero();
    }

    private void assertStops(String name, String message) {
        assertThatThrownBy(() -> start(name).close())
                .satisfies(failure ->
                        assertThat(messages(failure)).contains(message).doesNotContain(TEMPORARY));
    }

    private static String messages(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure.getMessage() + (cause == null ? "" : "\n" + messages(cause));
    }

    private Node start(String name, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("rollcall.demo-users=false");
        settings.add("rollcall.bootstrap-admin.name=" + name);
        settings.add("rollcall.bootstrap-admin.password-file=" + file);
        return Node.start(database, settings.toArray(String[]::new));
    }

    private static Reply login(Client client, String password, String newPassword) {
        return client.post("/auth/login", Map.of("userName", "mary", "password", password, "newPassword", newPassword));
    }
}
