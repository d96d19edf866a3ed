package dev.rollcall.query.history;

import static dev.rollcall.query.testing.TestUser.ABSOLUTE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.IDLE_TIMEOUT;
import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** C-2, C-4: what each event does to the rows of the history. */
class SessionHistoryProjectionIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final TestUser ALICE = TestUser.named("alice");

    private static final SessionId SESSION = newSession();

    private static final SessionId OTHER = newSession();

    @Test
    void aStartInsertsTheSessionWithoutAnEnd() {
        happen(ALICE.start(SESSION));

        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0))
                .containsOnly(
                        entry("session_id", SESSION.uuid()),
                        entry("user_id", "alice"),
                        entry("label", "Towel of alice"),
                        entry("user_agent", "Browser of alice"),
                        entry("ip_address", "192.0.2.7"),
                        entry("started_at", at(NOON)),
                        entry("started_by", "user"),
                        entry("started_by_actor", "alice"),
                        entry("bootstrap", true),
                        entry("idle_timeout_ms", IDLE_TIMEOUT.toMillis()),
                        entry("expires_at", at(NOON.plus(ABSOLUTE_TIMEOUT))),
                        entry("ended_at", null),
                        entry("reason", null),
                        entry("ended_by", null),
                        entry("ended_by_actor", null),
                        entry("replaced_by", null),
                        entry("live_during", range(NOON, NOON.plus(ABSOLUTE_TIMEOUT))));
    }

    @Test
    void aStartByATrustedClientNamesTheClient() {
        SessionStarted start = ALICE.start(SESSION, new Device("Unknown device", null, null), false, null);

        happen(new SessionStarted(
                start.userId(),
                SESSION,
                start.device(),
                NOON,
                IDLE_TIMEOUT,
                start.expiresAt(),
                false,
                Initiator.client("gateway"),
                null));

        assertThat(rows().get(0))
                .containsEntry("label", "Unknown device")
                .containsEntry("user_agent", null)
                .containsEntry("ip_address", null)
                .containsEntry("bootstrap", false)
                .containsEntry("started_by", "system")
                .containsEntry("started_by_actor", "gateway");
    }

    static Stream<Arguments> ends() {
        Instant later = NOON.plus(Duration.ofHours(1));
        return Stream.of(
                Arguments.of(
                        ALICE.logOut(SESSION),
                        new PastSession.End(later, EndReason.LOGGED_OUT, Initiator.user(ALICE.id()), null, true)),
                Arguments.of(
                        new SessionTerminated(
                                ALICE.id(),
                                SESSION,
                                EndReason.TERMINATED_BY_ADMIN,
                                Initiator.admin(new UserId("root")),
                                later),
                        new PastSession.End(
                                later, EndReason.TERMINATED_BY_ADMIN, Initiator.admin(new UserId("root")), null, true)),
                Arguments.of(
                        ALICE.evict(SESSION, OTHER),
                        new PastSession.End(
                                NOON.plus(Duration.ofHours(2)),
                                EndReason.EVICTED_BY_LIMIT,
                                Initiator.POLICY,
                                OTHER,
                                true)),
                Arguments.of(
                        ALICE.evict(SESSION, null),
                        new PastSession.End(
                                NOON.plus(Duration.ofHours(2)),
                                EndReason.EVICTED_BY_LIMIT,
                                Initiator.POLICY,
                                null,
                                true)),
                Arguments.of(
                        ALICE.logOutAll(List.of(newSession(), SESSION), OTHER),
                        new PastSession.End(
                                NOON.plus(Duration.ofHours(3)),
                                EndReason.LOGGED_OUT_OTHERS,
                                Initiator.user(ALICE.id()),
                                null,
                                true)),
                Arguments.of(
                        ALICE.expire(SESSION, ExpiryCause.IDLE),
                        new PastSession.End(
                                NOON.plus(IDLE_TIMEOUT), EndReason.IDLE_TIMEOUT, Initiator.SYSTEM, null, true)),
                Arguments.of(
                        ALICE.expire(SESSION, ExpiryCause.ORPHANED),
                        new PastSession.End(
                                NOON.plus(IDLE_TIMEOUT), EndReason.ORPHANED, Initiator.SYSTEM, null, true)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEndRecordsItsTimeReasonInitiatorAndReplacement(SessionEnding event, PastSession.End end) {
        happen(ALICE.start(SESSION), ALICE.start(OTHER));
        Map<String, @Nullable Object> bystander = row(OTHER);

        happen(event);

        assertThat(row(SESSION))
                .containsEntry("ended_at", at(end.endedAt()))
                .containsEntry("reason", end.reason().name())
                .containsEntry("ended_by", end.endedBy().kind().toString())
                .containsEntry("ended_by_actor", end.endedBy().actorId())
                .containsEntry(
                        "replaced_by",
                        end.replacedBy() == null ? null : end.replacedBy().uuid())
                .containsEntry("live_during", range(NOON, end.endedAt()))
                .containsEntry("expires_at", at(NOON.plus(ABSOLUTE_TIMEOUT)))
                .containsEntry("label", "Towel of alice");
        assertThat(row(OTHER)).isEqualTo(bystander);
        assertThat(MODELS.bean(SessionHistory.class).find(SESSION))
                .get()
                .extracting(PastSession::end)
                .isEqualTo(end);
    }

    @Test
    void aChangeOfSettingsChangesNoSession() {
        happen(ALICE.start(SESSION));
        List<Map<String, @Nullable Object>> before = rows();

        happen(ALICE.change(SecuritySettingsOverride.NONE, Initiator.user(ALICE.id())));

        assertThat(rows()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void theFirstEndOfASessionCounts() {
        happen(ALICE.start(SESSION), ALICE.evict(SESSION, OTHER));
        List<Map<String, @Nullable Object>> before = rows();

        happen(ALICE.logOut(SESSION), ALICE.expire(SESSION, ExpiryCause.IDLE));

        assertThat(rows()).isEqualTo(before).hasSize(1);
    }

    private static void happen(SessionEvent... events) {
        MODELS.record(events);
        MODELS.followHistory();
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

    private static Timestamp at(Instant moment) {
        return Timestamp.from(moment);
    }

    /** As PostgreSQL writes a range, here in UTC. */
    private static @Nullable String range(Instant from, Instant to) {
        return MODELS.jdbc()
                .queryForObject("SELECT tstzrange(?, ?)::text", String.class, Timestamp.from(from), Timestamp.from(to));
    }
}
