package dev.rollcall.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Delays;
import dev.rollcall.testing.Events;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C-2: one node writes the history for the events of all nodes, and another takes over if it dies. */
class TakeOverIT {

    private static final int TIMES = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void eventsOfEveryNodeArriveAsSoonAsNotified() {
        Client other = SharedNode.other().client();
        Delays ofOne = new Delays();
        Delays ofOther = new Delays();
        Delays unnotified = new Delays();
        for (int i = 0; i < TIMES; i++) {
            ofOne.addSince(awaitRow(SharedNode.client().start("of-one-" + i).userId()));
            ofOther.addSince(awaitRow(other.start("of-other-" + i).userId()));

            Events.insert(SharedNode.database(), "unnotified-" + i + "-", 1);
            unnotified.addSince(awaitRow("unnotified-" + i + "-0"));
        }

        ofOne.assertMuchShorterThan(unnotified);
        ofOther.assertMuchShorterThan(unnotified);
        assertThat(SharedNode.database()
                        .jdbc()
                        .queryForList("SELECT segment FROM token_entry WHERE owner IS NOT NULL", Integer.class))
                .containsExactly(0);
    }

    /**
     * Waits for the first row of a user.
     *
     * @return the {@link System#nanoTime} at which the wait began
     */
    private static long awaitRow(String user) {
        long startedAt = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> !SharedNode.database()
                        .jdbc()
                        .queryForList("SELECT 1 FROM session_history WHERE user_id = ?", user)
                        .isEmpty());
        return startedAt;
    }

    @Test
    void anotherNodeTakesOverAfterAKill(@TempDir Path directory) {
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

    private static boolean isThere(TestDatabase database, SignedIn device) {
        return !database.jdbc()
                .queryForList("SELECT 1 FROM session_history WHERE session_id = ?::uuid", device.sessionId())
                .isEmpty();
    }
}
