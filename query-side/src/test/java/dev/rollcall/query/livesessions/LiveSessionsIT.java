package dev.rollcall.query.livesessions;

import static dev.rollcall.query.testing.TestUser.IDLE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S1-7, S4-1: a session that has expired is not listed and not counted, although nothing has recorded its expiry yet. */
class LiveSessionsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final Instant IDLE = NOON.plus(IDLE_TIMEOUT);

    private final TestUser alice = TestUser.named("alice");
    private final TestUser bob = TestUser.named("bob");
    private final SessionId unused = newSession();
    private final SessionId used = newSession();

    private static LiveSessions at(Instant now) {
        return new LiveSessions(MODELS.bean(JdbcClient.class), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aUsePostponesTheExpiryThoughNotTheDeadline() {
        MODELS.record(alice.start(unused), alice.start(used), bob.start());
        MODELS.jdbc()
                .update(
                        "INSERT INTO session_activity (session_id, last_activity_at) VALUES (?, ?)",
                        used.uuid(),
                        Timestamp.from(NOON.plus(Duration.ofHours(1))));

        assertThat(at(IDLE.minusMillis(1)).countOfUser(alice.id())).isEqualTo(2);
        assertThat(at(IDLE).countOfUser(alice.id())).isEqualTo(1);
        assertThat(at(IDLE).ofUser(alice.id(), null, 10))
                .extracting(LiveSession::sessionId)
                .containsExactly(used);
        assertThat(at(IDLE.plus(Duration.ofHours(1))).countOfUser(alice.id())).isZero();
        assertThat(at(IDLE).countOfUser(TestUser.named("carol").id())).isZero();
    }
}
