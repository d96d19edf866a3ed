package dev.rollcall.query.livesessions;

import static dev.rollcall.query.testing.TestUser.ABSOLUTE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.IDLE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.SessionDeadlines.DueSession;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** C-3: which deadlines have been reached, and which of them a use postpones. */
class SessionDeadlinesIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final Instant IDLE = NOON.plus(IDLE_TIMEOUT);

    private final SessionDeadlines deadlines = MODELS.bean(SessionDeadlines.class);
    private final TestUser alice = TestUser.named("alice");
    private final TestUser bob = TestUser.named("bob");
    private final SessionId one = newSession();
    private final SessionId other = newSession();

    @BeforeEach
    void start() {
        MODELS.record(alice.start(one), alice.start(other));
    }

    @Test
    void aDeadlineIsReachedExactlyOnTime() {
        MODELS.record(alice.logOut(other));

        assertThat(deadlines.due(IDLE.minusMillis(1), null, 10)).isEmpty();
        assertThat(deadlines.due(IDLE, null, 10)).containsExactly(new DueSession(IDLE, one, alice.id()));
    }

    @Test
    void saysHowLateTheOldestDeadlineIs() {
        moveDeadline(other, IDLE.plusSeconds(30));

        assertThat(deadlines.late(IDLE.minusMillis(1))).isZero();
        assertThat(deadlines.late(IDLE)).isZero();
        assertThat(deadlines.late(IDLE.plusSeconds(40))).isEqualTo(Duration.ofSeconds(40));
        MODELS.record(alice.logOut(one));
        assertThat(deadlines.late(IDLE.plusSeconds(40))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void batchesNeitherRepeatNorSkipASession() {
        SessionId late = newSession();
        MODELS.record(bob.start(), bob.start(), bob.start(late));
        moveDeadline(late, IDLE.plusSeconds(1));
        List<DueSession> all = deadlines.due(IDLE.plusSeconds(1), null, 10);

        List<DueSession> inBatches = new ArrayList<>();
        List<DueSession> batch = deadlines.due(IDLE.plusSeconds(1), null, 2);
        while (!batch.isEmpty()) {
            inBatches.addAll(batch);
            batch = deadlines.due(IDLE.plusSeconds(1), batch.get(batch.size() - 1), 2);
        }

        assertThat(inBatches).isEqualTo(all).hasSize(5).doesNotHaveDuplicates();
        assertThat(all).last().isEqualTo(new DueSession(IDLE.plusSeconds(1), late, bob.id()));
    }

    @Test
    void aUsePostponesTheDeadlineUntilTheSessionWouldBeIdle() {
        use(one, NOON.plus(Duration.ofHours(5)));
        use(other, NOON.plus(Duration.ofHours(1)));

        assertThat(deadlines.postponeWhereActive(IDLE, List.of(alice.id()))).isEmpty();

        assertThat(deadline(one)).isEqualTo(IDLE.plus(Duration.ofHours(5)));
        assertThat(deadline(other)).isEqualTo(IDLE.plus(Duration.ofHours(1)));
    }

    @Test
    void aUseNeverPostponesTheDeadlineBeyondTheAbsoluteExpiry() {
        use(one, NOON.plus(ABSOLUTE_TIMEOUT).minusSeconds(1));

        deadlines.postponeWhereActive(IDLE, List.of(alice.id()));

        assertThat(deadline(one)).isEqualTo(NOON.plus(ABSOLUTE_TIMEOUT));
    }

    @Test
    void aUserWithAnUnusedSessionIsStillDue() {
        MODELS.record(bob.start());
        use(one, NOON.plus(Duration.ofHours(5)));

        assertThat(deadlines.postponeWhereActive(IDLE, List.of(bob.id(), alice.id())))
                .containsExactly(alice.id(), bob.id());

        assertThat(deadline(one)).isEqualTo(IDLE.plus(Duration.ofHours(5)));
        assertThat(deadline(other)).isEqualTo(IDLE);
    }

    @Test
    void deadlinesOfOtherUsersAndFutureDeadlinesDoNotMove() {
        Stream.of(one, other).forEach(session -> use(session, NOON.plus(Duration.ofHours(5))));
        moveDeadline(other, IDLE.plusSeconds(1));

        deadlines.postponeWhereActive(IDLE, List.of(bob.id()));
        assertThat(deadline(one)).isEqualTo(IDLE);
        deadlines.postponeWhereActive(IDLE, List.of(alice.id()));

        assertThat(deadline(one)).isEqualTo(IDLE.plus(Duration.ofHours(5)));
        assertThat(deadline(other)).isEqualTo(IDLE.plusSeconds(1));
    }

    @Test
    void skipsASessionThatIsBeingEnded() {
        Stream.of(one, other).forEach(session -> use(session, NOON.plus(Duration.ofHours(5))));
        new TransactionTemplate(MODELS.bean(PlatformTransactionManager.class)).executeWithoutResult(ending -> {
            MODELS.jdbc().queryForList("SELECT 1 FROM live_session WHERE session_id = ? FOR UPDATE", one.uuid());

            ReadModels.meanwhile(() -> deadlines.postponeWhereActive(IDLE, List.of(alice.id())));
        });

        assertThat(deadline(one)).isEqualTo(IDLE);
        assertThat(deadline(other)).isEqualTo(IDLE.plus(Duration.ofHours(5)));
    }

    private static void use(SessionId session, Instant at) {
        MODELS.jdbc()
                .update(
                        "INSERT INTO session_activity (session_id, last_activity_at) VALUES (?, ?)",
                        session.uuid(),
                        Timestamp.from(at));
    }

    private static void moveDeadline(SessionId session, Instant to) {
        MODELS.jdbc()
                .update(
                        "UPDATE live_session SET deadline_at = ? WHERE session_id = ?",
                        Timestamp.from(to),
                        session.uuid());
    }

    private static @Nullable Instant deadline(SessionId session) {
        Timestamp deadline = MODELS.jdbc()
                .queryForObject(
                        "SELECT deadline_at FROM live_session WHERE session_id = ?", Timestamp.class, session.uuid());
        return deadline == null ? null : deadline.toInstant();
    }
}
