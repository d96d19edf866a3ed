package dev.rollcall.query.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndingFeedIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final String INSERT_OF_ANOTHER_SERVER = """
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, ended_by_transaction)
            VALUES (?, 'feed', 'LOGGED_OUT', now(), 'user', '400000000000')
            """;

    private final EndingFeed feed = new EndingFeed(MODELS.bean(DataSource.class));

    /** In a restored database the transaction counter starts again, and old rows keep their high transaction ids. */
    @Test
    void doesNotReadRestoredEndsAgainAndAgain() {
        TestUser user = TestUser.named("feed");
        SessionId ended = TestUser.newSession();
        String position = feed.position();
        MODELS.jdbc().update(INSERT_OF_ANOTHER_SERVER, UUID.randomUUID());
        MODELS.record(user.start(ended), user.logOut(ended));

        EndingFeed.Batch batch = feed.since(position, true);

        assertThat(batch.endings())
                .extracting(Ending::sessionId, Ending::userId)
                .containsExactly(tuple(ended, user.id()));
    }
}
