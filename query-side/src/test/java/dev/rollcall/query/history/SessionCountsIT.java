package dev.rollcall.query.history;

import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.query.history.SessionCounts.Live;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many sessions started, ended and were live, without reading the sessions. */
class SessionCountsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final TestUser ALICE = TestUser.named("alice");

    private static final Path MIGRATION = Path.of("../api/src/main/resources/db/migration/V29__session_counts.sql");

    private static SessionCounts counts() {
        return MODELS.bean(SessionCounts.class);
    }

    @Test
    void countsLiveSessionsAtTheEndOfEachStep() {
        SessionId ended = newSession();
        happen(ALICE.start(ended), ALICE.start(), TestUser.named("bob").start(), ALICE.logOut(ended));

        assertThat(counts().live(NOON.minus(Duration.ofHours(1)), CountStep.HOUR, 3))
                .containsExactly(
                        live(Duration.ofHours(-1), 0),
                        live(Duration.ZERO, 0),
                        live(Duration.ofHours(1), 3),
                        live(Duration.ofHours(2), 2));
    }

    @Test
    void beginsWithTheSessionsOfEarlierMonthsAndDays() {
        happen(
                startAt(Instant.parse("2025-06-30T23:59:59.999Z")),
                startAt(Instant.parse("2026-01-01T00:00:00Z")),
                startAt(Instant.parse("2026-01-04T23:10:00Z")),
                startAt(Instant.parse("2026-01-05T10:14:59.999Z")),
                startAt(Instant.parse("2026-01-05T10:15:00Z")));

        assertThat(counts().live(Instant.parse("2026-01-05T10:20:00Z"), CountStep.QUARTER_HOUR, 1))
                .containsExactly(
                        new Live(Instant.parse("2026-01-05T10:15:00Z"), 4),
                        new Live(Instant.parse("2026-01-05T10:30:00Z"), 5));
    }

    @Test
    void tellsStartsAndEndsByReason() {
        SessionId evicted = newSession();
        List<SessionId> others = List.of(newSession(), newSession());
        happen(
                ALICE.start(evicted),
                ALICE.start(others.get(0)),
                ALICE.start(others.get(1)),
                ALICE.evict(evicted, null),
                ALICE.logOutAll(others, null));

        SessionCounts.Totals all = counts().since(NOON.plusSeconds(60));
        SessionCounts.Totals later = counts().since(NOON.plus(Duration.ofHours(3)));

        assertThat(all.from()).isEqualTo(NOON);
        assertThat(all.started()).isEqualTo(3);
        assertThat(all.ended())
                .containsExactly(entry(EndReason.LOGGED_OUT_EVERYWHERE, 2L), entry(EndReason.EVICTED_BY_LIMIT, 1L));
        assertThat(all.endedAltogether()).isEqualTo(3);
        assertThat(later.started()).isZero();
        assertThat(later.ended()).containsExactly(entry(EndReason.LOGGED_OUT_EVERYWHERE, 2L));
    }

    @Test
    void aBatchThatFailsIsCountedOnceWhenItIsRepeated() {
        MODELS.record(ALICE.start());
        MODELS.jdbc().execute("ALTER TABLE token_entry ADD CONSTRAINT no_token CHECK (segment > 0)");
        assertThatThrownBy(MODELS::followHistory).hasStackTraceContaining("no_token");
        MODELS.jdbc().execute("ALTER TABLE token_entry DROP CONSTRAINT no_token");

        MODELS.followHistory();

        assertThat(counts().since(NOON).started()).isEqualTo(1);
    }

    @Test
    void aRebuildOfTheHistoryChangesNothing() {
        happen(ALICE.start());
        MODELS.record(TestUser.named("bob").start());
        List<Map<String, @Nullable Object>> before = rows();

        MODELS.rebuild("session-history");
        assertThat(rows()).isEqualTo(before);
        MODELS.followHistory();

        assertThat(counts().since(NOON).started()).isEqualTo(2);
    }

    /** An installation that is upgraded has the same numbers as one that counted from the beginning. */
    @Test
    void theMigrationCountsLikeTheEvents() throws IOException {
        Random random = new Random(29);
        List<SessionEvent> events = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            SessionStarted start =
                    startAt(NOON.plusMillis(random.nextLong(Duration.ofDays(400).toMillis())));
            events.add(start);
            if (random.nextBoolean()) {
                events.add(new SessionTerminated(
                        ALICE.id(),
                        start.sessionId(),
                        EndReason.values()[random.nextInt(2)],
                        Initiator.user(ALICE.id()),
                        start.startedAt()
                                .plusMillis(random.nextLong(Duration.ofDays(40).toMillis()))));
            }
        }
        happen(events.toArray(SessionEvent[]::new));
        List<Map<String, @Nullable Object>> counted = rows();
        MODELS.jdbc().execute("TRUNCATE session_count");

        String migration = Files.readString(MIGRATION);
        MODELS.jdbc().execute(migration.substring(migration.indexOf("WITH happened")));

        assertThat(rows()).isEqualTo(counted).hasSizeGreaterThan(500);
    }

    private static List<Map<String, @Nullable Object>> rows() {
        return MODELS.jdbc().queryForList("SELECT * FROM session_count ORDER BY step, from_at, what");
    }

    private static Live live(Duration afterNoon, long sessions) {
        return new Live(NOON.plus(afterNoon), sessions);
    }

    private static SessionStarted startAt(Instant at) {
        SessionStarted start = ALICE.start();
        return new SessionStarted(
                start.userId(),
                start.sessionId(),
                start.device(),
                at,
                start.idleTimeout(),
                at.plus(TestUser.ABSOLUTE_TIMEOUT),
                start.bootstrap(),
                start.initiator(),
                start.loginId());
    }

    private static void happen(SessionEvent... events) {
        MODELS.record(events);
        MODELS.followHistory();
    }
}
