package dev.rollcall.api.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

    private static boolean isThere(SignedIn device) {
        return isThere(NODES.database(), device);
    }

    private static boolean isThere(TestDatabase database, SignedIn device) {
        return !database.jdbc()
                .queryForList("SELECT 1 FROM session_history WHERE session_id = ?::uuid", device.sessionId())
                .isEmpty();
    }
}
