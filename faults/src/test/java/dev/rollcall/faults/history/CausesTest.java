package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event has a cause. */
class CausesTest {

    private final Scenario scenario = Scenario.unlimited();

    @Test
    void aSessionThatNobodyStartedComesFromNowhere() {
        var verdict = scenario.start("s1", 10, 20).started("s1").started("s2").verdict();
        assertThat(verdict.violations()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.EVENT_WITHOUT_CAUSE);
            assertThat(event.sentence()).contains("SessionStarted 1 of alice", "s2");
            assertThat(event.lines()).containsExactly(4);
        });
    }

    @Test
    void oneUnansweredStartExplainsOneSessionOnly() {
        assertThat(scenario.unansweredStart(10).started("s1").started("s2").violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void aFailedStartHasNoEvent() {
        assertThat(scenario.operation("start", "", 10, 20L, "failed")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void aRefusedStartHasNoEvent() {
        assertThat(scenario.operation("start", ",'code':'TOO_MANY_SESSION_STARTS'", 10, 20L, "refused")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void aSessionDoesNotEndByItself() {
        assertThat(scenario.start("s1", 10, 20).started("s1").terminated("s1").violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "refused"})
    void anEndThatWasNotDoneHasNoEvent(String outcome) {
        assertThat(scenario.start("s1", 10, 20)
                        .operation("end", ",'session':'s1','code':'NOT_FOUND'", 30, 40L, outcome)
                        .operation("endAll", ",'code':'NOT_FOUND'", 30, 40L, outcome)
                        .started("s1")
                        .terminated("s1")
                        .start("s2", 50, 60)
                        .started("s2")
                        .allTerminated("s2")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE, Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void theEndOfOneSessionDoesNotExplainThatOfAnother() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .unansweredEnd("s1", 50)
                        .started("s1")
                        .started("s2")
                        .terminated("s2")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void anEndThatFoundTheSessionEndedDidNotEndIt() {
        assertThat(scenario.start("s1", 10, 20)
                        .operation("end", ",'session':'s1','ended':[]", 30, 40L, "done")
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .contains(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void anUnansweredEndExplainsAnEnd() {
        assertThat(scenario.start("s1", 10, 20)
                        .unansweredEnd("s1", 30)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anUnansweredEndOfAllSessionsExplainsOneEvent() {
        scenario.start("s1", 10, 20)
                .start("s2", 30, 40)
                .operation("endAll", "", 50, null, "unknown")
                .started("s1")
                .allTerminated("s1")
                .started("s2");
        assertThat(scenario.violations()).doesNotContain(Kind.EVENT_WITHOUT_CAUSE);
        assertThat(scenario.allTerminated("s2").violations()).contains(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void anEventThatKeptASessionNeedsAnOperationThatKeepsIt() {
        scenario.start("s1", 10, 20)
                .start("s2", 30, 40)
                .operation("endOthers", ",'session':'s2'", 50, null, "unknown")
                .started("s1")
                .started("s2");
        assertThat(scenario.othersTerminated("s2", "s1").violations()).isEmpty();
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .operation("endOthers", ",'session':'s2'", 50, null, "unknown")
                        .started("s1")
                        .started("s2")
                        .othersTerminated("s1", "s2")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void anOperationThatKeptASessionDidNotEndAllSessionsToo() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .operation("endOthers", ",'session':'s2'", 50, null, "unknown")
                        .started("s1")
                        .started("s2")
                        .othersTerminated("s2", "s1")
                        .allTerminated("s2")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void anEndOfOthersMayFindTheirKeeperEnded() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .operation("endOthers", ",'session':'s2'", 50, null, "unknown")
                        .end("s2", 50, 60)
                        .started("s1")
                        .started("s2")
                        .terminated("s2")
                        .allTerminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void deadlinesAndSettingsNeedNoOperation() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .started("s1")
                        .started("s2")
                        .event("SecuritySettingsChanged", ",'limit':1,'whenFull':'EVICT_OLDEST'")
                        .expired("s2")
                        .event("SessionEvicted", ",'session':'s1'")
                        .violations())
                .isEmpty();
    }

    @Test
    void anEvictionNeedsAStartOrAChangeOfSettings() {
        assertThat(scenario.start("s1", 10, 20)
                        .started("s1")
                        .event("SessionEvicted", ",'session':'s1'")
                        .violations())
                .containsExactly(Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void aSessionExpiresAtItsDeadlineAndNotBefore() {
        String times = ",'at':'2026-01-01T12:00:00Z','idleTimeout':'PT1M','expiresAt':'2026-01-01T13:00:00Z'";
        assertThat(expiring(times, "IDLE_TIMEOUT", "12:01:00").violations()).isEmpty();
        assertThat(expiring(times, "ABSOLUTE_TIMEOUT", "13:00:00").violations()).isEmpty();
        assertThat(expiring(times, "IDLE_TIMEOUT", "12:00:59.999").violations())
                .containsExactly(Kind.EXPIRED_TOO_EARLY);
        assertThat(expiring(times, "ABSOLUTE_TIMEOUT", "12:59:59").violations())
                .containsExactly(Kind.EXPIRED_TOO_EARLY);
    }

    private static Scenario expiring(String times, String reason, String at) {
        return Scenario.unlimited()
                .start("s1", 10, 20)
                .event("SessionStarted", ",'session':'s1'" + times)
                .event("SessionExpired", ",'session':'s1','reason':'" + reason + "','at':'2026-01-01T" + at + "Z'");
    }
}
