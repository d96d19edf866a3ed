package dev.rollcall.api.operations.rebuild;

import static dev.rollcall.testing.RebuildCalls.finished;
import static dev.rollcall.testing.RebuildCalls.rebuild;
import static dev.rollcall.testing.RebuildCalls.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S3-7: an erased user reappears in no table, whichever rebuild runs. */
class RebuildErasureIT {

    @Test
    void erasesUsersFromReplacedTablesToo() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            Client admin = RebuildCalls.admin(node);
            start(node, "zaphod");
            awaitHistory(admin);
            rebuild(admin, "live-sessions");
            rebuild(admin, "session-history");
            assertThat(found(database, "Towel of zaphod"))
                    .containsExactlyInAnyOrder(
                            "live_session", "live_session_old", "session_history", "session_history_old");

            assertThat(admin.delete("/users/zaphod").status()).isEqualTo(204);

            assertThat(found(database, "Towel of zaphod")).isEmpty();
            assertThat(rebuild(admin, "live-sessions").text("result.conclusion"))
                    .isEqualTo("The table matched the events.");
            awaitHistory(admin);
            assertThat(rebuild(admin, "session-history").text("result.conclusion"))
                    .isEqualTo("The table matched the events.");
            assertThat(found(database, "Towel of zaphod")).isEmpty();
        }
    }

    @Test
    void aUserErasedDuringARebuildStaysErased() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database);
                var reader = database.dataSource().getConnection();
                var statement = reader.createStatement()) {
            Client admin = RebuildCalls.admin(node);
            start(node, "marvin");
            start(node, "trillian");
            awaitHistory(admin);
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM session_history");
            Reply started = started(admin, "session-history", "");
            String table = "session_history_" + started.text("id");
            await().until(() -> found(database, "Towel of marvin").contains(table));

            reader.commit();
            assertThat(admin.delete("/users/marvin").status()).isEqualTo(204);

            assertThat(finished(admin, started).text("state")).isEqualTo("COMPLETED");
            assertThat(found(database, "Towel of marvin")).isEmpty();
            assertThat(found(database, "Towel of trillian")).contains("session_history");
        }
    }

    /** Deletes a user's key by hand, as an operator might, while the session is still live. */
    @Test
    void anUnreadableDeviceIsNoDifference() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            Client admin = RebuildCalls.admin(node);
            start(node, "ford");
            database.jdbc().update("DELETE FROM user_key WHERE user_id = 'ford'");

            Reply rebuilt = rebuild(admin, "live-sessions");

            assertThat(rebuilt.at("result.identical").asBoolean()).isFalse();
            assertThat(rebuilt.at("result.explained").asInt()).isOne();
            assertThat(rebuilt.at("result.changed").asInt()).isZero();
            assertThat(rebuilt.text("result.conclusion")).isEqualTo("The table matched the events.");
            assertThat(database.jdbc()
                            .queryForList("SELECT label FROM live_session WHERE user_id = 'ford'", String.class))
                    .containsExactly("Erased");
        }
    }

    private static void start(Node node, String user) {
        node.client().asGateway().post("/users/" + user + "/sessions", Map.of("deviceLabel", "Towel of " + user));
    }

    private static void awaitHistory(Client admin) {
        await().until(() -> admin.get("/admin/projections")
                .at("projections")
                .valueStream()
                .allMatch(model -> model.path("eventsBehind").asInt() == 0));
    }

    private static List<String> found(TestDatabase database, String label) {
        var jdbc = database.jdbc();
        return jdbc
                .queryForList(
                        "SELECT tablename FROM pg_tables WHERE tablename ~ '^(live_session|session_history)'",
                        String.class)
                .stream()
                .filter(table -> !jdbc.queryForList("SELECT 1 FROM " + table + " WHERE label = ?", label)
                        .isEmpty())
                .toList();
    }
}
