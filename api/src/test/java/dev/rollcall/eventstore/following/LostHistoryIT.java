package dev.rollcall.eventstore.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** If the history's position is past the last event, it stops rather than skip the events to come. */
class LostHistoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String AHEAD =
            "UPDATE token_entry SET token = convert_to('{\"index\":1000000,\"gaps\":[]}', 'UTF8'), owner = NULL";

    private static final String FROM_THE_START =
            "UPDATE token_entry SET token = convert_to('{\"index\":0,\"gaps\":[]}', 'UTF8')";

    @Test
    void stopsUntilThePositionIsReset() {
        TestDatabase database = TestDatabase.create();
        try (Node before = Node.start(database)) {
            SignedIn seen = before.client().start("seen");
            await().atMost(PATIENCE).until(() -> isThere(database, seen));
        }
        database.jdbc().update(AHEAD);
        try (Node node = Node.start(database)) {
            SignedIn device = node.client().start("not-passed-over");
            await().atMost(PATIENCE).until(() -> isBroken(node));
            assertThat(isThere(database, device)).isFalse();

            database.jdbc().update(FROM_THE_START);

            await().atMost(PATIENCE).until(() -> isThere(database, device) && !isBroken(node));
        }
    }

    private static boolean isBroken(Node node) {
        return Meters.of(node.client()).value("rollcall_history_broken") == 1;
    }

    private static boolean isThere(TestDatabase database, SignedIn device) {
        return !database.jdbc()
                .queryForList("SELECT 1 FROM session_history WHERE session_id = ?::uuid", device.sessionId())
                .isEmpty();
    }
}
