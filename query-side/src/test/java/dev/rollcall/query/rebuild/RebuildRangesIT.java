package dev.rollcall.query.rebuild;

import static dev.rollcall.query.testing.ReadModels.meanwhile;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.SilentProgress;
import dev.rollcall.query.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-2, S3-7: rebuilds from so many events that several ranges of them are read at the same time. */
class RebuildRangesIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final String COPY = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            SELECT gen_random_uuid(), aggregate_identifier, sequence_number + number, time_stamp, payload_type,
                   payload_revision, payload
            FROM domain_event_entry, generate_series(1, ?) number WHERE aggregate_identifier = ?
            """;

    private final TestUser alice = TestUser.named("alice");
    private final TestUser marvin = TestUser.named("marvin");
    private final SessionId before = newSession();

    @BeforeEach
    void start() {
        MODELS.record(alice.start(before), alice.start());
        MODELS.followHistory();
    }

    /** The sessions end in another range of events than the one that they start in. */
    @ParameterizedTest
    @CsvSource({"live-sessions, live_session, 3", "session-history, session_history, 6"})
    void endsMayBeInOtherRangesThanStarts(String model, String table, int sessions) {
        SessionId evicted = newSession();
        SessionId replacement = newSession();
        MODELS.record(marvin.start(), marvin.start(evicted));
        fill();
        MODELS.record(marvin.evict(evicted, replacement), marvin.start(replacement));
        fill();
        MODELS.record(alice.logOut(before), marvin.logOutAll(List.of(replacement), null), marvin.start());
        MODELS.followHistory();
        List<Map<String, @Nullable Object>> maintained = MODELS.rows(table);

        Comparison comparison = MODELS.rebuild(model).comparison();

        assertThat(MODELS.rows(table)).isEqualTo(maintained).hasSize(sessions);
        assertThat(comparison.isIntact()).isTrue();
        assertThat(tables()).filteredOn(name -> name.startsWith(table)).containsExactly(table, table + "_old");
    }

    @Test
    void aRebuildThatGivesWayRestsAfterLateEndsTooAndWritesTheSame() {
        MODELS.record(marvin.start());
        fill();
        MODELS.followHistory();
        int rests = rebuildWithRests();
        MODELS.record(alice.logOut(before));
        MODELS.followHistory();
        List<Map<String, @Nullable Object>> maintained = MODELS.rows("session_history");

        assertThat(rebuildWithRests()).isEqualTo(rests + 1);
        assertThat(MODELS.rows("session_history")).isEqualTo(maintained);
        assertThat(rests).as("for each batch and each index").isGreaterThan(4);
    }

    /** @return how often it rested */
    private static int rebuildWithRests() {
        Queue<Long> rests = new ConcurrentLinkedQueue<>();
        MODELS.rebuild(
                "session-history",
                false,
                new SilentProgress(),
                new BackgroundPace(() -> true, System::nanoTime, rests::add));
        return rests.size();
    }

    /** Marvin's end is not in the same range as his start, and his second end does not count. */
    @Test
    void theFirstEndCountsInEveryRange() {
        SessionId session = newSession();
        MODELS.record(marvin.start(session));
        fill();
        MODELS.record(marvin.logOut(session));
        fill();
        MODELS.record(marvin.expire(session, ExpiryCause.IDLE));

        MODELS.rebuild("session-history");

        assertThat(MODELS.rows("session_history"))
                .filteredOn(row -> session.uuid().equals(row.get("session_id")))
                .extracting(row -> row.get("reason"))
                .containsExactly("LOGGED_OUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last"})
    void aRangeThatFailsEndsTheOthers(String range) {
        List<Map<String, @Nullable Object>> old = MODELS.rows("session_history");
        if (range.equals("last")) {
            fill();
        }
        MODELS.store(marvin.start());
        MODELS.jdbc()
                .update("UPDATE domain_event_entry SET payload = '{\"x\":1' WHERE aggregate_identifier = 'marvin'");
        Long index = MODELS.jdbc().queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class);
        if (range.equals("first")) {
            fill();
        }

        assertThatThrownBy(() -> MODELS.rebuild("session-history"))
                .hasMessageStartingWith("The event with global_index " + index + " cannot be read");

        assertThat(MODELS.rows("session_history")).isEqualTo(old).hasSize(2);
        assertThat(tables()).containsExactly("live_session", "session_history");
        assertThat(Thread.getAllStackTraces().values())
                .flatExtracting(List::of)
                .extracting(StackTraceElement::getClassName)
                .doesNotContain(RangeReplay.class.getName());
    }

    /** One session of marvin is in the first range of events, the other in the last. */
    @ParameterizedTest
    @CsvSource({
        "live-sessions, 0, true",
        "session-history, 2, true",
        "live-sessions, 0, false",
        "session-history, 2, false"
    })
    void aUserErasedBeforeOrAfterRowsAreWrittenIsInNoTable(String model, int blankRows, boolean before) {
        SessionId early = newSession();
        SessionId late = newSession();
        MODELS.record(marvin.start(early));
        fill();
        MODELS.record(marvin.start(late));
        MODELS.followHistory();
        assertThat(places("Towel of marvin")).isNotEmpty();
        assertThat(places("sid:marvin")).isNotEmpty();
        Erasing erasing = new Erasing(before, () -> {
            MODELS.record(marvin.remove(List.of(early, late)));
            MODELS.erase(marvin.id());
        });

        MODELS.rebuild(model, false, erasing);
        MODELS.followHistory();

        assertThat(erasing.isDone).isTrue();
        assertThat(places("Towel of marvin")).isEmpty();
        assertThat(places("sid:marvin")).isEmpty();
        assertThat(places("Towel of alice")).contains("live_session", "session_history");
        assertThat(MODELS.rows(model.replace("-sessions", "_session").replace('-', '_')))
                .filteredOn(row -> "marvin".equals(row.get("user_id")))
                .hasSize(blankRows)
                .allSatisfy(row -> assertThat(row).containsEntry("label", "Erased"));
    }

    private static List<String> tables() {
        return MODELS.jdbc()
                .queryForList(
                        "SELECT tablename FROM pg_tables WHERE tablename ~ '^(live_session|session_history)' ORDER BY 1",
                        String.class);
    }

    /** Stores enough events for more than one range. */
    private static void fill() {
        TestUser filler = TestUser.named("filler-" + newSession());
        MODELS.store(filler.change(SecuritySettingsOverride.NONE, Initiator.POLICY));
        MODELS.jdbc().update(COPY, 2 * TableReplay.BATCH, filler.id().value());
    }

    /** Returns the tables of sessions that have a text in any column. */
    private static List<String> places(String text) {
        return Stream.concat(tables().stream(), Stream.of("ended_session"))
                .filter(table -> MODELS.rows(table).stream().anyMatch(row -> row.containsValue(text)))
                .toList();
    }

    /** Erases a user once: before any event is read, or as soon as a new table contains the user. */
    private static class Erasing extends SilentProgress {

        private final boolean before;
        private final Runnable erasure;

        private volatile boolean isDone;

        Erasing(boolean before, Runnable erasure) {
            this.before = before;
            this.erasure = erasure;
        }

        @Override
        public void total(long events) {
            eraseIf(before);
        }

        @Override
        public void done(long events) {
            eraseIf(places("Towel of marvin").stream().anyMatch(place -> place.matches(".*_\\d+")));
        }

        private void eraseIf(boolean condition) {
            if (condition && !isDone) {
                isDone = true;
                meanwhile(erasure);
            }
        }
    }
}
