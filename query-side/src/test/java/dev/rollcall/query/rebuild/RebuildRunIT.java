package dev.rollcall.query.rebuild;

import static dev.rollcall.query.testing.ReadModels.meanwhile;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.SilentProgress;
import dev.rollcall.query.testing.TestUser;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-2, S3-7: events and erasures during a rebuild, and rebuilds that fail. */
class RebuildRunIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TestUser alice = TestUser.named("alice");
    private final TestUser marvin = TestUser.named("marvin");
    private final SessionId before = newSession();

    @BeforeEach
    void start() {
        MODELS.record(alice.start(before), alice.start());
        MODELS.followHistory();
    }

    @ParameterizedTest
    @CsvSource({"live-sessions, live_session, 2", "session-history, session_history, 5"})
    void containsEventsFromEveryPhase(String model, String table, int sessions) {
        SessionId one = newSession();
        SessionId other = newSession();
        SessionId last = newSession();
        Steps steps = new Steps(
                () -> meanwhile(() -> MODELS.record(alice.logOut(before), alice.start(one))),
                () -> meanwhile(() -> MODELS.record(alice.evict(one, other), alice.start(other))),
                () -> meanwhile(() -> MODELS.record(alice.logOut(other))),
                () -> meanwhile(() -> MODELS.record(alice.start(last))));

        Comparison comparison = MODELS.rebuild(model, false, steps).comparison();

        assertThat(steps.areDone()).isTrue();
        List<Map<String, @Nullable Object>> rebuilt = MODELS.rows(table);
        assertThat(rebuilt)
                .hasSize(sessions)
                .extracting(row -> row.get("session_id"))
                .contains(last.uuid());
        assertThat(comparison.isIntact()).as(comparison.toString()).isTrue();
        MODELS.followHistory();
        assertThat(MODELS.rows(table)).isEqualTo(rebuilt);
        assertThat(MODELS.rows("live_session"))
                .extracting(row -> row.get("session_id"))
                .contains(last.uuid())
                .doesNotContain(before.uuid(), one.uuid(), other.uuid());
    }

    @Test
    void aLaggingHistoryIsNotDamage() {
        MODELS.record(alice.logOut(before), marvin.start());

        Comparison comparison = MODELS.rebuild("session-history").comparison();

        List<Map<String, @Nullable Object>> rebuilt = MODELS.rows("session_history");
        assertThat(comparison.isIntact()).isTrue();
        assertThat(rebuilt).hasSize(3).extracting(row -> row.get("reason")).contains("LOGGED_OUT");
        MODELS.followHistory();
        assertThat(MODELS.rows("session_history")).isEqualTo(rebuilt);
    }

    static Stream<Steps> failures() {
        Runnable fail = () -> {
            throw new IllegalStateException("failed on purpose");
        };
        return Stream.of(
                new Steps(fail),
                new Steps(() -> {}, fail),
                new Steps() {
                    @Override
                    public void complete(Rebuild.Outcome outcome) {
                        throw new IllegalStateException("failed on purpose, after the swap");
                    }
                },
                new Steps() {
                    @Override
                    public boolean isStopped() {
                        return true;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedRebuildLeavesTheTableUnchanged(Steps failing) {
        MODELS.jdbc().update("UPDATE live_session SET label = 'Old table'");
        List<Map<String, @Nullable Object>> old = MODELS.rows("live_session");

        assertThatThrownBy(() -> MODELS.rebuild("live-sessions", false, failing))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .matches("failed on purpose.*|The rebuild was stopped");

        assertThat(MODELS.rows("live_session")).isEqualTo(old).hasSize(2);
        assertThat(tables()).containsExactly("live_session", "session_history");
        assertThat(MODELS.rebuild("live-sessions").comparison().changed()).isEqualTo(2);
        assertThat(MODELS.rows("live_session"))
                .extracting(row -> row.get("label"))
                .containsOnly("Towel of alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.rollcall.event.SessionExpired", "dev.rollcall.event.NobodyKnows"})
    void namesAnUnreadableEventAndLeavesTheTableUnchanged(String type) {
        List<Map<String, @Nullable Object>> old = MODELS.rows("session_history");
        MODELS.store(marvin.start());
        MODELS.jdbc().execute("ALTER TYPE event_type ADD VALUE IF NOT EXISTS '" + type + "'");
        MODELS.jdbc()
                .update(
                        "UPDATE domain_event_entry SET payload_type = ?::event_type, payload_revision = NULL,"
                                + " payload = '{\"x\":1'"
                                + " WHERE aggregate_identifier = 'marvin'",
                        type);
        Long index = MODELS.jdbc().queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class);

        assertThatThrownBy(() -> MODELS.rebuild("session-history"))
                .hasMessageStartingWith("The event with global_index " + index + " cannot be read");

        assertThat(MODELS.rows("session_history")).isEqualTo(old).hasSize(2);
        assertThat(tables()).containsExactly("live_session", "session_history");
    }

    @Test
    void dropsTheTableOfARebuildWhoseProcessDied() {
        MODELS.jdbc().execute("CREATE TABLE live_session_99 (LIKE live_session INCLUDING ALL)");
        MODELS.jdbc().execute("CREATE TABLE session_history_99 (LIKE session_history INCLUDING ALL)");

        MODELS.rebuild("live-sessions");

        assertThat(tables())
                .containsExactly("live_session", "live_session_old", "session_history", "session_history_99");
    }

    private static List<String> tables() {
        return MODELS.jdbc()
                .queryForList(
                        "SELECT tablename FROM pg_tables WHERE tablename ~ '^(live_session|session_history)' ORDER BY 1",
                        String.class);
    }

    /** Does one thing after the other: the first when the events have been counted, the others after each batch. */
    private static class Steps extends SilentProgress {

        private final Queue<Runnable> left;

        Steps(Runnable... steps) {
            left = new ArrayDeque<>(List.of(steps));
        }

        @Override
        public void total(long events) {
            next();
        }

        @Override
        public void done(long events) {
            next();
        }

        private void next() {
            if (!left.isEmpty()) {
                left.remove().run();
            }
        }

        boolean areDone() {
            return left.isEmpty();
        }
    }
}
