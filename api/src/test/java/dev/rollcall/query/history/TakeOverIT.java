package dev.rollcall.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoNodes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** C-2: one node keeps the history, whichever wrote the events, and another takes over. */
class TakeOverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    @Test
    void c2_eventsOfEveryNodeArriveWithinMilliseconds() {
        for (Client node : new Client[] {NODES.one().client(), NODES.other().client()}) {
            SignedIn device = node.start("from-" + node.address().replace(':', '-'));
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMillis(450))
                    .until(() -> isThere(device));
        }
        assertThat(NODES.database()
                        .jdbc()
                        .queryForList("SELECT segment FROM token_entry WHERE owner IS NOT NULL", Integer.class))
                .containsExactly(0);
    }

    @Test
    void c2_anotherNodeTakesOverFromOneThatWasKilled(@TempDir Path directory) {
        TestDatabase database = TestDatabase.create();
        String owner = "SELECT owner FROM token_entry WHERE processor_name = 'session-history' AND owner IS NOT NULL";
        try (Jar first = Jar.start(
                directory,
                "spring.datasource.url=" + database.url(),
                "rollcall.demo-users=true",
                "rollcall.personal-data.master-key=" + Node.MASTER_KEY)) {
            await().atMost(PATIENCE)
                    .until(() -> !database.jdbc().queryForList(owner).isEmpty());
            try (Node second = Node.start(database)) {
                SignedIn before = second.client().start("before-the-kill");
                await().atMost(PATIENCE).until(() -> isThere(database, before));
                first.kill();
                SignedIn after = second.client().start("after-the-kill");

                await().atMost(PATIENCE).until(() -> isThere(database, after));
            }
        }
    }

    private static boolean isThere(SignedIn device) {
        return isThere(NODES.database(), device);
    }

    private static boolean isThere(TestDatabase database, SignedIn device) {
        return !database.jdbc()
                .queryForList("SELECT 1 FROM session_history WHERE session_id = ?::uuid", device.sessionId())
                .isEmpty();
    }
}
