package dev.rollcall.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.FakeKms;
import dev.rollcall.testing.JarCommand;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The master key is wrapped by a KMS. */
class KmsIT {

    private static final String NO_KEY = "rollcall.personal-data.master-key";
    private static final String URI = "rollcall.personal-data.kms-key-uri=fake-kms://one";

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = database.jdbc();

    @AfterEach
    void restore() {
        FakeKms.setReachable(true);
    }

    @Test
    void aNodeAsksTheKmsOnceAndGoesOnWithoutIt() {
        try (Node node = Node.start(database, NO_KEY, URI)) {
            node.client().start("ford");
            int before = FakeKms.CALLS.get();
            FakeKms.setReachable(false);

            node.client().start("trillian");

            assertThat(devices(node, "ford")).doesNotContain("Erased");
            assertThat(devices(node, "trillian")).doesNotContain("Erased");
            assertThat(FakeKms.CALLS.get()).isEqualTo(before);
            assertThatThrownBy(() -> Node.start(database, NO_KEY, URI).close())
                    .hasStackTraceContaining("rollcall.personal-data.kms-key-uri: the KMS does not answer");
        }
        FakeKms.setReachable(true);
        try (Node node = Node.start(database, NO_KEY, URI)) {
            assertThat(devices(node, "ford")).doesNotContain("Erased");
        }
        assertThat(jdbc.queryForList("SELECT count(*) FROM kms_master_key", Integer.class))
                .containsExactly(1);
    }

    @Test
    void aNewKeyOfTheKmsIsFollowedByRunningNodesOrRefusedUntilTheKmsAnswers() {
        try (Node node = Node.start(database, NO_KEY, URI)) {
            node.client().start("ford");
            JarCommand rewrapped = rewrap("--new-key", "--" + URI);
            assertThat(rewrapped.exitCode()).as(rewrapped.err()).isZero();
            assertThat(rewrapped.out()).contains("Wrapped 1 keys of users");

            FakeKms.setReachable(false);
            Reply refused = node.client().asGateway().post("/users/trillian/sessions", Map.of());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(jdbc.queryForList("SELECT user_id FROM user_key", String.class))
                    .containsExactly("ford");

            FakeKms.setReachable(true);
            node.client().start("trillian");
            assertThat(devices(node, "ford")).doesNotContain("Erased");
        }
        assertThat(jdbc.queryForList("SELECT id FROM kms_master_key", String.class))
                .isEqualTo(jdbc.queryForList("SELECT id FROM master_key", String.class));
    }

    @Test
    void aKeyInTheSettingsIsMovedToAKmsAndBackToAnother() {
        try (Node node = Node.start(database)) {
            node.client().start("ford");
        }
        String previous = "rollcall.personal-data.previous-master-keys=" + Node.MASTER_KEY;
        try (Node node = Node.start(database, NO_KEY, URI, previous)) {
            assertThat(devices(node, "ford")).doesNotContain("Erased");
            JarCommand rewrapped = rewrap("--" + URI, "--" + previous);
            assertThat(rewrapped.exitCode()).as(rewrapped.err()).isZero();
            assertThat(devices(node, "ford")).doesNotContain("Erased");
        }
        String other = "rollcall.personal-data.kms-key-uri=fake-kms://other";
        assertThat(rewrap("--" + other).exitCode()).isZero();
        try (Node node = Node.start(database, NO_KEY, other)) {
            assertThat(devices(node, "ford")).doesNotContain("Erased");
        }
        assertThat(jdbc.queryForList("SELECT key_uri FROM kms_master_key", String.class))
                .containsExactly("fake-kms://other");
    }

    @Test
    void wrongSettingsAreExplained() {
        assertThatThrownBy(() -> Node.start(database, NO_KEY, "rollcall.personal-data.kms-key-uri=gcp-kms://projects/x")
                        .close())
                .hasStackTraceContaining("there is no client for this KMS on the class path");
        assertThatThrownBy(() -> Node.start(database, URI).close())
                .hasStackTraceContaining("must not be given together");
        try (Node node = Node.start(database)) {
            assertThat(JarCommand.run(database, "keys", "rewrap", "--new-key").err())
                    .contains("--new-key needs rollcall.personal-data.kms-key-uri");
        }
    }

    private JarCommand rewrap(String... options) {
        List<String> all = new ArrayList<>(List.of("keys", "rewrap", "--rollcall.personal-data.master-key="));
        all.addAll(List.of(options));
        return JarCommand.run(database, all.toArray(String[]::new));
    }

    private static String devices(Node node, String user) {
        return node.client()
                .signIn("auditor", "audit123")
                .client()
                .get("/audit/users/" + user + "/timeline")
                .body()
                .toString();
    }
}
