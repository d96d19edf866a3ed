package dev.rollcall.api.operations.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.JarCommand;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The master key is replaced while nodes run, and nothing that it protects is lost. */
class RewrapIT {

    private static final String NEW = "YW5vdGhlciBrZXksIG9mIHRoaXJ0eS10d28gYnl0ZXM=";

    private static final String KEY = "rollcall.personal-data.master-key=";

    private static final String PREVIOUS = "rollcall.personal-data.previous-master-keys=";

    private static final String[] BOTH = {KEY + NEW, PREVIOUS + Node.MASTER_KEY};

    private final TestDatabase database = TestDatabase.create();

    @Test
    void devicesStayReadableWhileNodesGetTheNewKeyOneByOne() {
        try (Node before = Node.start(database)) {
            SignedIn ford = before.client().start("ford");
            assertThat(deviceOf(ford.at(before.client()))).isNotEqualTo("Erased");
            try (Node one = Node.start(database, BOTH)) {
                // the old node reads what the new one writes, until the command runs
                one.client().start("trillian");
                assertThat(deviceOf(before.client().start("trillian"))).isNotEqualTo("Erased");
                assertThat(before.client()
                                .start("marvin")
                                .at(one.client())
                                .profile()
                                .status())
                        .isEqualTo(200);
            }
        }
        try (Node one = Node.start(database, BOTH);
                Node other = Node.start(database, BOTH)) {
            one.client().start("arthur");
            JarCommand rewrapped = rewrap();

            assertThat(rewrapped.exitCode()).as(rewrapped.err()).isZero();
            assertThat(rewrapped.out()).contains("4 of 4 keys of users", "Wrapped 4 keys", "previous-master-keys");
            other.client().start("slartibartfast");
            JarCommand again = rewrap();
            assertThat(again.out()).contains("already");
        }
        try (Node after = Node.start(database, KEY + NEW)) {
            after.client().start("slartibartfast");
            assertThat(database.jdbc().queryForObject("SELECT count(*) FROM user_key", Long.class))
                    .isEqualTo(5);
            for (String user : new String[] {"ford", "trillian", "marvin", "arthur", "slartibartfast"}) {
                assertThat(historyOf(after.client(), user))
                        .as(user)
                        .contains("\"label\"")
                        .doesNotContain("Erased");
            }
        }
    }

    @Test
    void isNeededUntilTheLastKeyIsWrapped() {
        try (Node node = Node.start(database)) {
            node.client().start("ford");
        }
        try (Node node = Node.start(database, BOTH)) {
            assertThat(JarCommand.run(database, "keys", "list", "--" + BOTH[0], "--" + BOTH[1])
                            .out()
                            .lines())
                    .anyMatch(line -> line.matches("master +[0-9a-f]{8} .* in use"));
        }
        assertThatThrownBy(() -> Node.start(database, KEY + NEW).close())
                .hasStackTraceContaining("rollcall.personal-data.master-key is not the master key")
                .hasStackTraceContaining("the one with the id ");

        // interrupted: the new key is in use, and one user still has the old one
        database.jdbc()
                .execute("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$");
        database.jdbc().execute("CREATE TRIGGER fail BEFORE UPDATE ON user_key EXECUTE FUNCTION fail()");
        assertThat(rewrap().exitCode()).isEqualTo(2);
        assertThatThrownBy(() -> Node.start(database, KEY + NEW).close())
                .hasStackTraceContaining("rollcall.personal-data.master-key is not the master key");
        try (Node node = Node.start(database, BOTH)) {
            node.client().start("zaphod");
        }

        database.jdbc().execute("DROP TRIGGER fail ON user_key");
        JarCommand finished = rewrap();
        assertThat(finished.out()).as(finished.err()).contains("2 of 2 keys of users", "Wrapped 1 keys");
        Node.start(database, KEY + NEW).close();
        assertThatThrownBy(() -> Node.start(database).close())
                .hasStackTraceContaining("rollcall.personal-data.master-key is not the master key");
    }

    @Test
    void wrongPasswordsAreStillCountedAfterwards() {
        String[] limited = {"rollcall.login.max-failures-per-user=3"};
        try (Node node = Node.start(database, limited)) {
            for (int i = 0; i < 3; i++) {
                assertThat(node.client().login("june_doe", "wrong").code()).isEqualTo("INVALID_CREDENTIALS");
            }
        }
        assertThat(rewrap().exitCode()).isZero();
        try (Node node = Node.start(database, KEY + NEW, limited[0])) {
            assertThat(node.client().login("june_doe", "wrong").code()).isEqualTo("TOO_MANY_LOGIN_ATTEMPTS");
        }
    }

    @Test
    void addressesOfAccountsStayReadable() {
        try (Node node = Node.start(database)) {
            Reply set = admin(node).put("/users/june_doe/email", Map.of("email", "june@example.org"));
            assertThat(set.status()).as(set.toString()).isEqualTo(200);
        }
        assertThat(rewrap().exitCode()).isZero();
        try (Node node = Node.start(database, KEY + NEW)) {
            assertThat(admin(node).get("/users/june_doe").text("email")).isEqualTo("june@example.org");
        }
    }

    private static Client admin(Node node) {
        return node.client().signIn("admin", "admin123").client();
    }

    private JarCommand rewrap() {
        return JarCommand.run(database, "keys", "rewrap", "--" + BOTH[0], "--" + BOTH[1]);
    }

    private static String deviceOf(SignedIn session) {
        return session.reply().text("session.device.label");
    }

    private static String historyOf(Client node, String user) {
        return node.signIn("auditor", "audit123")
                .client()
                .get("/audit/users/" + user + "/timeline")
                .body()
                .toString();
    }
}
