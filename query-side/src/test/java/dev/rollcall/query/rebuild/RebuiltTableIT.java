package dev.rollcall.query.rebuild;

import static dev.rollcall.query.testing.TestUser.NOON;
import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.rebuild.Comparison.Difference;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.SilentProgress;
import dev.rollcall.query.testing.TestUser;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C-2: a rebuilt table follows from the events, and the differences to the table in use are reported. */
class RebuiltTableIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TestUser alice = TestUser.named("alice");
    private final TestUser bob = TestUser.named("bob");
    private final TestUser marvin = TestUser.named("marvin");
    private final SessionId first = newSession();
    private final SessionId second = newSession();
    private final SessionId third = newSession();

    @BeforeEach
    void happen() {
        SessionId bobs = newSession();
        SessionId expired = newSession();
        SessionId orphaned = newSession();
        SessionId marvins = newSession();
        MODELS.record(alice.start(first), bob.start(bobs));
        MODELS.record(alice.change(new SecuritySettingsOverride(2, null, null, null, 7), Initiator.POLICY));
        MODELS.record(alice.start(second), marvin.start(marvins), alice.start(third));
        MODELS.record(bob.start(expired), bob.start(orphaned));
        MODELS.record(bob.logOutAll(List.of(bobs), expired));
        MODELS.record(bob.expire(expired, ExpiryCause.IDLE), bob.expire(orphaned, ExpiryCause.ORPHANED));
        SessionId evicted = newSession();
        MODELS.record(alice.start(evicted));
        SessionId replacement = newSession();
        MODELS.record(alice.evict(evicted, replacement), alice.start(replacement));
        MODELS.record(alice.logOut(replacement));
        MODELS.record(bob.change(SecuritySettingsOverride.NONE, Initiator.admin(alice.id())), bob.start());
        MODELS.followHistory();
        MODELS.record(marvin.remove(List.of(marvins)));
        MODELS.followHistory();
        MODELS.erase(marvin.id());
    }

    @ParameterizedTest
    @CsvSource({"live-sessions, live_session, 4", "session-history, session_history, 10"})
    void equalsTheMaintainedTableRowByRow(String model, String table, int size) {
        List<Map<String, @Nullable Object>> maintained = MODELS.rows(table);

        Comparison comparison = MODELS.rebuild(model).comparison();

        assertThat(MODELS.rows(table)).isEqualTo(maintained).hasSize(size);
        assertThat(MODELS.rows(table + "_old")).isEqualTo(maintained);
        assertThat(comparison.isIntact()).isTrue();
        assertThat(comparison.rows()).isEqualTo(comparison.rowsBefore()).isEqualTo(size);
        assertThat(comparison.checksum()).isEqualTo(comparison.checksumBefore()).isNotZero();
        assertThat(comparison.explained()).isZero();
        assertThat(comparison.examples()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"live-sessions, live_session, 4", "session-history, session_history, 6"})
    void hasTheIndexesOfTheReplacedTable(String model, String table, int size) {
        List<String> indexes = indexes(table);

        MODELS.rebuild(model);
        MODELS.rebuild(model);

        assertThat(indexes(table)).isEqualTo(indexes).hasSize(size);
        assertThat(indexes(table + "_old"))
                .extracting(definition -> definition.replace("_old", ""))
                .isEqualTo(indexes);
        assertThat(tables()).filteredOn(name -> name.startsWith(table)).containsExactly(table, table + "_old");
    }

    @ParameterizedTest
    @CsvSource({
        "live-sessions, live_session, 'label, bootstrap, login_id'",
        "session-history, session_history, 'label, bootstrap, ended_at, reason, live_during'"
    })
    void repairsMissingChangedAndUnexpectedRows(String model, String table, String altered) {
        List<Map<String, @Nullable Object>> right = MODELS.rows(table);
        UUID unexpected = damage(table);
        List<Map<String, @Nullable Object>> damaged = MODELS.rows(table);

        Comparison dry = MODELS.rebuild(model, true, new SilentProgress()).comparison();

        assertThat(MODELS.rows(table)).as("a dry run changes nothing").isEqualTo(damaged);
        assertThat(tables()).filteredOn(name -> name.matches(table + "_\\d+")).isEmpty();

        Comparison healing = MODELS.rebuild(model).comparison();

        assertThat(MODELS.rows(table)).isEqualTo(right).isNotEqualTo(damaged);
        assertThat(healing).isEqualTo(dry);
        assertThat(healing.isIntact()).isFalse();
        assertThat(List.of(healing.missing(), healing.changed(), healing.unexpected()))
                .containsOnly(1L);
        assertThat(healing.rows()).isEqualTo(right.size());
        assertThat(healing.rowsBefore()).isEqualTo(damaged.size());
        assertThat(healing.examples())
                .containsExactlyInAnyOrder(
                        new Difference(first.value(), "missing"),
                        new Difference(second.value(), altered),
                        new Difference(unexpected.toString(), "unexpected"));
        assertThat(MODELS.rebuild(model).comparison().isIntact()).isTrue();
    }

    @Test
    void recordsUnexpectedLiveSessionsAsEnded() {
        UUID unexpected = damage("live_session");
        List<Map<String, @Nullable Object>> before = MODELS.rows("ended_session");

        MODELS.rebuild("live-sessions", true, new SilentProgress());
        assertThat(MODELS.rows("ended_session")).isEqualTo(before);
        MODELS.rebuild("live-sessions");

        assertThat(MODELS.rows("ended_session"))
                .filteredOn(row -> !before.contains(row))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("session_id", unexpected)
                        .containsEntry("user_id", "alice")
                        .containsEntry("reason", "ORPHANED")
                        .containsEntry("initiator", "system")
                        .containsEntry("login_id", "sid:alice"));
    }

    @Test
    void movesTheDeadlinesOfUsedSessions() {
        Timestamp used = Timestamp.from(NOON.plus(Duration.ofHours(5)));
        MODELS.jdbc()
                .update(
                        "INSERT INTO session_activity (session_id, last_activity_at) VALUES (?, ?), (?, ?)",
                        first.uuid(),
                        used,
                        second.uuid(),
                        Timestamp.from(NOON.plus(TestUser.ABSOLUTE_TIMEOUT).minusSeconds(1)));

        Comparison comparison = MODELS.rebuild("live-sessions").comparison();

        assertThat(comparison.isIntact()).isTrue();
        assertThat(deadline(first))
                .isEqualTo(Timestamp.from(NOON.plus(Duration.ofHours(5)).plus(TestUser.IDLE_TIMEOUT)));
        assertThat(deadline(second)).isEqualTo(Timestamp.from(NOON.plus(TestUser.ABSOLUTE_TIMEOUT)));
        assertThat(deadline(third)).isEqualTo(Timestamp.from(NOON.plus(TestUser.IDLE_TIMEOUT)));
    }

    /** As if an operator had deleted a key by hand. */
    @ParameterizedTest
    @CsvSource({"live-sessions, live_session, 3", "session-history, session_history, 5"})
    void unreadableDevicesAreNotDamage(String model, String table, int sessions) {
        MODELS.jdbc().update("DELETE FROM user_key WHERE user_id = 'alice'");

        Comparison comparison = MODELS.rebuild(model).comparison();

        assertThat(comparison.isIntact()).isTrue();
        assertThat(comparison.explained()).isEqualTo(sessions);
        assertThat(comparison.examples()).isEmpty();
        assertThat(MODELS.rows(table))
                .filteredOn(row -> "alice".equals(row.get("user_id")))
                .hasSize(sessions)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("label", "Erased")
                        .containsEntry("user_agent", null)
                        .containsEntry("ip_address", null));
        assertThat(MODELS.rows(table)).extracting(row -> row.get("label")).contains("Towel of bob");
    }

    /** @return a session that does not exist in the events */
    private UUID damage(String table) {
        UUID unexpected = UUID.randomUUID();
        MODELS.jdbc()
                .update(
                        "INSERT INTO %1$s (session_id, %2$s) SELECT ?, %2$s FROM %1$s WHERE session_id = ?"
                                .formatted(table, MODELS.columns(table)),
                        unexpected,
                        second.uuid());
        MODELS.jdbc().update("DELETE FROM " + table + " WHERE session_id = ?", first.uuid());
        MODELS.jdbc()
                .update(
                        "UPDATE %s SET label = 'Nobody', bootstrap = NOT bootstrap, %s WHERE session_id = ?"
                                .formatted(
                                        table,
                                        table.equals("live_session")
                                                ? "login_id = 'nothing'"
                                                : "ended_at = now(), reason = 'nothing'"),
                        second.uuid());
        return unexpected;
    }

    private @Nullable Object deadline(SessionId session) {
        return MODELS.rows("live_session").stream()
                .filter(row -> session.uuid().equals(row.get("session_id")))
                .findFirst()
                .orElseThrow()
                .get("deadline_at");
    }

    private static List<String> indexes(String table) {
        return MODELS.jdbc()
                .queryForList(
                        "SELECT pg_get_indexdef(indexrelid) || ' primary:' || indisprimary FROM pg_index"
                                + " WHERE indrelid = to_regclass(?) ORDER BY 1",
                        String.class,
                        table);
    }

    private static List<String> tables() {
        return MODELS.jdbc()
                .queryForList(
                        "SELECT tablename FROM pg_tables WHERE tablename ~ '^(live_session|session_history)' ORDER BY 1",
                        String.class);
    }
}
