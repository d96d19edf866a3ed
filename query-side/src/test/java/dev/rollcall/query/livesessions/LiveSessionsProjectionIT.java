package dev.rollcall.query.livesessions;

import static dev.rollcall.query.testing.TestUser.ABSOLUTE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.IDLE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rollcall.event.Device;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** C-2, S4-1: what each event does to the rows of live and ended sessions. */
class LiveSessionsProjectionIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TestUser alice = TestUser.named("alice");
    private final SessionId session = newSession();
    private final SessionId other = newSession();

    @Test
    void aStartInsertsTheSessionWithItsDeviceAndDeadline() {
        MODELS.record(alice.start(session));

        assertThat(live()).hasSize(1);
        assertThat(live().get(0))
                .containsOnly(
                        entry("session_id", session.uuid()),
                        entry("user_id", "alice"),
                        entry("label", "Towel of alice"),
                        entry("user_agent", "Browser of alice"),
                        entry("ip_address", "192.0.2.7"),
                        entry("started_at", at(NOON)),
                        entry("idle_timeout_ms", IDLE_TIMEOUT.toMillis()),
                        entry("expires_at", at(NOON.plus(ABSOLUTE_TIMEOUT))),
                        entry("bootstrap", true),
                        entry("deadline_at", at(NOON.plus(IDLE_TIMEOUT))),
                        entry("login_id", "sid:alice"));
        assertThat(ended()).isEmpty();
    }

    @Test
    void unknownPartsOfAStartAreNull() {
        MODELS.record(alice.start(session, new Device("Unknown device", null, null), false, null));

        assertThat(live().get(0))
                .containsEntry("label", "Unknown device")
                .containsEntry("user_agent", null)
                .containsEntry("ip_address", null)
                .containsEntry("bootstrap", false)
                .containsEntry("login_id", null);
    }

    @Test
    void theDeadlineIsTheAbsoluteExpiryIfThatComesFirst() {
        SessionStarted start = alice.start(session);
        Instant soon = NOON.plus(Duration.ofHours(1));

        MODELS.record(new SessionStarted(
                start.userId(),
                session,
                start.device(),
                NOON,
                IDLE_TIMEOUT,
                soon,
                false,
                Initiator.client("gateway"),
                null));

        assertThat(live().get(0)).containsEntry("expires_at", at(soon)).containsEntry("deadline_at", at(soon));
    }

    @Test
    void aTerminationMovesTheSessionToTheEndedSessions() {
        MODELS.record(alice.start(session), alice.start(other));

        MODELS.record(alice.logOut(session));

        assertThat(live()).extracting(row -> row.get("session_id")).containsExactly(other.uuid());
        assertThat(endedWithoutTransaction())
                .containsExactly(
                        endedRow(session, "LOGGED_OUT", NOON.plus(Duration.ofHours(1)), "user", null, "sid:alice"));
    }

    @Test
    void anEvictionNamesTheReplacement() {
        MODELS.record(alice.start(session));

        MODELS.record(alice.evict(session, other), alice.start(other));

        assertThat(live()).extracting(row -> row.get("session_id")).containsExactly(other.uuid());
        assertThat(endedWithoutTransaction())
                .containsExactly(endedRow(
                        session, "EVICTED_BY_LIMIT", NOON.plus(Duration.ofHours(2)), "policy", other, "sid:alice"));
    }

    @Test
    void anEvictionByATightenedLimitNamesNoReplacement() {
        MODELS.record(alice.start(session));

        MODELS.record(alice.evict(session, null));

        assertThat(live()).isEmpty();
        assertThat(ended().get(0)).containsEntry("reason", "EVICTED_BY_LIMIT").containsEntry("replaced_by", null);
    }

    @ParameterizedTest
    @EnumSource
    void anExpiryEndsTheSessionAtItsDueTime(ExpiryCause cause) {
        MODELS.record(alice.start(session));

        MODELS.record(alice.expire(session, cause));

        assertThat(live()).isEmpty();
        assertThat(endedWithoutTransaction())
                .containsExactly(
                        endedRow(session, cause.reason().name(), NOON.plus(IDLE_TIMEOUT), "system", null, "sid:alice"));
    }

    @Test
    void loggingOutElsewhereEndsAllSessionsOfTheUserButOne() {
        TestUser bob = TestUser.named("bob");
        SessionId third = newSession();
        SessionId bobs = newSession();
        MODELS.record(alice.start(session), bob.start(bobs), alice.start(other), alice.start(third));

        MODELS.record(alice.logOutAll(List.of(session, third), other));

        assertThat(live())
                .extracting(row -> row.get("session_id"))
                .containsExactlyInAnyOrder(other.uuid(), bobs.uuid());
        assertThat(endedWithoutTransaction())
                .containsExactlyInAnyOrder(
                        endedRow(
                                session,
                                "LOGGED_OUT_OTHERS",
                                NOON.plus(Duration.ofHours(3)),
                                "user",
                                null,
                                "sid:alice"),
                        endedRow(
                                third, "LOGGED_OUT_OTHERS", NOON.plus(Duration.ofHours(3)), "user", null, "sid:alice"));
    }

    @Test
    void recordsTheEndOfASessionWhoseRowWasLost() {
        MODELS.record(alice.logOut(session));

        assertThat(live()).isEmpty();
        assertThat(endedWithoutTransaction())
                .containsExactly(endedRow(session, "LOGGED_OUT", NOON.plus(Duration.ofHours(1)), "user", null, null));
    }

    @Test
    void aChangeOfSettingsChangesNoSession() {
        MODELS.record(alice.start(session));
        List<Map<String, @Nullable Object>> before = live();

        MODELS.record(alice.change(
                new SecuritySettingsOverride(1, null, Duration.ofMinutes(5), null, null), Initiator.user(alice.id())));

        assertThat(live()).isEqualTo(before).isNotEmpty();
        assertThat(ended()).isEmpty();
    }

    private static Map<String, @Nullable Object> endedRow(
            SessionId session,
            String reason,
            Instant at,
            String initiator,
            @Nullable SessionId replacedBy,
            @Nullable String login) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("session_id", session.uuid());
        row.put("user_id", "alice");
        row.put("reason", reason);
        row.put("ended_at", at(at));
        row.put("initiator", initiator);
        row.put("replaced_by", replacedBy == null ? null : replacedBy.uuid());
        row.put("login_id", login);
        return row;
    }

    private static Timestamp at(Instant moment) {
        return Timestamp.from(moment);
    }

    private static List<Map<String, @Nullable Object>> live() {
        return MODELS.rows("live_session");
    }

    private static List<Map<String, @Nullable Object>> ended() {
        return MODELS.rows("ended_session");
    }

    private static List<Map<String, @Nullable Object>> endedWithoutTransaction() {
        List<Map<String, @Nullable Object>> rows = ended();
        rows.forEach(row -> assertThat(row.remove("ended_by_transaction")).isNotNull());
        return rows;
    }
}
