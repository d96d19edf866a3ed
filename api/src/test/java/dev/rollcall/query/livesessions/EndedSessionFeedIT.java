package dev.rollcall.query.livesessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class EndedSessionFeedIT {

    private static final String INSERT = """
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, ended_by_transaction)
            VALUES (?, 'feed', 'LOGGED_OUT', now(), 'user', %s)
            """;

    /** In a restored database the transaction counter starts again, and old rows keep their high transaction ids. */
    @Test
    void doesNotReadRestoredEndsAgainAndAgain() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            assertThat(node.client().start("feed").profile().status()).isEqualTo(200);
            JdbcTemplate jdbc = database.jdbc();
            EndedSessionFeed feed = new EndedSessionFeed(database.dataSource());
            String position = feed.position();
            UUID restored = UUID.randomUUID();
            UUID ended = UUID.randomUUID();
            jdbc.update(INSERT.formatted("'400000000000'"), restored);
            jdbc.update(INSERT.formatted("pg_current_xact_id()"), ended);

            EndedSessionFeed.Batch batch = feed.since(position, true);

            assertThat(batch.ended()).containsExactly(SessionId.of(ended));
        }
    }
}
