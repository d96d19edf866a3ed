package dev.rollcall.query.history;

import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** C-2: batches of events that are delivered again, out of order, or fail. */
class SessionHistoryBatchesIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final TestUser ALICE = TestUser.named("alice");

    private static final SessionId SESSION = newSession();

    private static final SessionId OTHER = newSession();

    /** A batch is delivered again if its position was not committed, and so may be any batches before it. */
    @Test
    void redeliveringAnyRangeOfEventsChangesNothing() {
        List<SessionEvent> events = List.of(
                ALICE.start(SESSION),
                TestUser.named("bob").start(),
                ALICE.evict(SESSION, OTHER),
                ALICE.start(OTHER),
                ALICE.logOutAll(List.of(OTHER), null),
                ALICE.start());
        happen(events.toArray(SessionEvent[]::new));
        List<Map<String, @Nullable Object>> before = rows();

        for (int from = 0; from < events.size(); from++) {
            for (int to = from + 1; to <= events.size(); to++) {
                deliver(events.subList(from, to));

                assertThat(rows()).as("events %d to %d", from, to).isEqualTo(before);
            }
        }
        assertThat(before).hasSize(4);
    }

    @Test
    void withinABatchAnEndMayComeBeforeItsStart() {
        List<SessionEvent> events = new ArrayList<>(
                List.of(ALICE.start(SESSION), ALICE.start(OTHER), ALICE.evict(SESSION, OTHER), ALICE.logOut(OTHER)));
        happen(events.toArray(SessionEvent[]::new));
        List<Map<String, @Nullable Object>> before = rows();
        MODELS.clear();

        Collections.reverse(events);
        happen(events.toArray(SessionEvent[]::new));

        assertThat(rows()).isEqualTo(before).hasSize(2);
        assertThat(row(SESSION)).containsEntry("reason", "EVICTED_BY_LIMIT");
    }

    @Test
    void aFailedBatchWritesNothingAndCanBeRepeated() {
        MODELS.store(ALICE.start(SESSION));
        MODELS.store(TestUser.named("unwritable").start());
        MODELS.jdbc().execute("ALTER TABLE session_history ADD CONSTRAINT nobody CHECK (user_id <> 'unwritable')");

        assertThatThrownBy(MODELS::followHistory).hasStackTraceContaining("violates check constraint \"nobody\"");

        assertThat(rows()).isEmpty();
        MODELS.jdbc().execute("ALTER TABLE session_history DROP CONSTRAINT nobody");
        MODELS.followHistory();
        assertThat(rows())
                .extracting(row -> row.get("label"))
                .as("erased, because these users never had a key")
                .containsExactly("Erased", "Erased");
    }

    private static void happen(SessionEvent... events) {
        MODELS.record(events);
        MODELS.followHistory();
    }

    private static void deliver(List<SessionEvent> events) {
        MODELS.project(ProcessingGroups.SESSION_HISTORY, events);
    }

    private static List<Map<String, @Nullable Object>> rows() {
        return MODELS.rows("session_history");
    }

    private static Map<String, @Nullable Object> row(SessionId session) {
        return rows().stream()
                .filter(row -> session.uuid().equals(row.get("session_id")))
                .findFirst()
                .orElseThrow();
    }
}
