package dev.rollcall.query.livesessions;

import static dev.rollcall.query.testing.TestUser.ABSOLUTE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** C-2, S4-1: events that are delivered again, and sessions that end again, change no row. */
class RepeatedEventsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TestUser alice = TestUser.named("alice");
    private final SessionId session = newSession();
    private final SessionId other = newSession();

    @Test
    void aRedeliveredEventChangesNothing() {
        List<SessionEvent> history = List.of(
                alice.start(session),
                alice.start(other),
                alice.evict(session, other),
                alice.start(newSession()),
                alice.logOutAll(List.of(other), null));

        for (SessionEvent event : history) {
            MODELS.record(event);
            List<Map<String, @Nullable Object>> live = live();
            List<Map<String, @Nullable Object>> ended = ended();

            deliverAgain(List.of(event));

            assertThat(live()).isEqualTo(live).isNotEmpty();
            assertThat(ended()).isEqualTo(ended);
        }
        assertThat(ended()).hasSize(2);
    }

    @Test
    void aRedeliveredStartDoesNotResetTheDeadline() {
        SessionStarted start = alice.start(session);
        MODELS.record(start);
        MODELS.jdbc().update("UPDATE live_session SET deadline_at = expires_at");

        deliverAgain(List.of(start));

        assertThat(live().get(0)).containsEntry("deadline_at", Timestamp.from(NOON.plus(ABSOLUTE_TIMEOUT)));
    }

    @Test
    void redeliveringAllEventsEndsInTheSameRows() {
        List<SessionEvent> history =
                List.of(alice.start(session), alice.start(other), alice.evict(session, other), alice.start());
        MODELS.record(history.toArray(SessionEvent[]::new));
        List<Map<String, @Nullable Object>> live = live();
        List<Map<String, @Nullable Object>> ended = ended();

        deliverAgain(history);

        assertThat(live()).isEqualTo(live).hasSize(2);
        assertThat(ended()).isEqualTo(ended).hasSize(1);
    }

    @Test
    void aSecondEndNeitherRevivesTheSessionNorReplacesTheReason() {
        MODELS.record(alice.start(session), alice.expire(session, ExpiryCause.IDLE));
        List<Map<String, @Nullable Object>> before = ended();
        List<SessionEnding> later = List.of(
                alice.logOut(session),
                alice.evict(session, other),
                alice.expire(session, ExpiryCause.ABSOLUTE),
                alice.logOutAll(List.of(session), null));

        later.forEach(event -> MODELS.record(event));

        assertThat(live()).isEmpty();
        assertThat(ended()).isEqualTo(before).hasSize(1);
    }

    private void deliverAgain(List<SessionEvent> events) {
        MODELS.project(ProcessingGroups.LIVE_SESSIONS, events);
    }

    private static List<Map<String, @Nullable Object>> live() {
        return MODELS.rows("live_session");
    }

    private static List<Map<String, @Nullable Object>> ended() {
        return MODELS.rows("ended_session");
    }
}
