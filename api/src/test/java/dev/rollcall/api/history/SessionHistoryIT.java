package dev.rollcall.api.history;

import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionHistoryIT {
    @Test
    void works() {
        TestDatabase db = TestDatabase.create();
        try (Node node = Node.start(db)) {
            SignedIn one = node.client().start("hist");
            node.client().start("hist");
            one.client().post("/auth/logout");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !db.jdbc()
                            .queryForList("SELECT 1 FROM session_history WHERE ended_at IS NOT NULL")
                            .isEmpty());
            System.out.println(db.jdbc().queryForList("SELECT * FROM session_history"));
            System.out.println(
                    db.jdbc()
                            .queryForList(
                                    "SELECT processor_name, segment, convert_from(token,'UTF8'), token_type, claimed_at, owner FROM token_entry"));
            System.out.println(
                    node.bean(dev.rollcall.query.history.HistoryProgress.class).read());
            System.out.println(db.jdbc().queryForList("SELECT time_stamp FROM domain_event_entry"));
        }
    }
}
