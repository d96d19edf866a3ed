package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** Nobody is refused as ended without an end. */
class RefusalsTest {

    private final Scenario scenario = Scenario.unlimited().start("s1", 10, 20);

    @Test
    void aLiveSessionIsNotRefusedAsEnded() {
        var verdict = scenario.refused("s1", "LOGGED_OUT", 30, 40).started("s1").verdict();
        assertThat(verdict.violations()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.REFUSED_WITHOUT_END);
            assertThat(refusal.sentence()).contains("o2", "s1", "alice");
            assertThat(refusal.lines()).containsExactly(3, 4);
        });
    }

    @Test
    void aSessionIsNotRefusedBeforeItsEndIsAskedFor() {
        assertThat(scenario.refused("s1", "LOGGED_OUT", 30, 40)
                        .end("s1", 41, 50)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .contains(Kind.REFUSED_WITHOUT_END);
    }

    @Test
    void aSessionMayBeRefusedAsSoonAsItsEndIsAskedFor() {
        assertThat(scenario.refused("s1", "LOGGED_OUT", 30, 40)
                        .end("s1", 40, 50)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void aSessionMayBeRefusedAsSoonAsTheStartThatEvictsItIsAskedFor() {
        assertThat(evictedBy(40).violations()).isEmpty();
        assertThat(evictedBy(41).violations()).contains(Kind.REFUSED_WITHOUT_END);
    }

    private static Scenario evictedBy(long invoked) {
        return Scenario.evictingAt(1)
                .start("s1", 10, 20)
                .refused("s1", "EVICTED_BY_LIMIT", 30, 40)
                .start("s2", invoked, 50)
                .started("s1")
                .evicted("s1", "s2")
                .started("s2");
    }

    @Test
    void aSessionMayBeRefusedBeforeItsExpiryIsStored() {
        assertThat(scenario.refused("s1", "IDLE_TIMEOUT", 30, 40)
                        .start("s2", 50, 60)
                        .started("s1")
                        .started("s2")
                        .expired("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anActiveSessionIsNotInactive() {
        assertThat(scenario.operation("introspect", ",'session':'s1','active':false", 30, 40L, "done")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.REFUSED_WITHOUT_END);
    }

    @Test
    void aRefusalOfTheCallerIsAboutTheCaller() {
        String refused = ",'session':'s2','caller':'s1','code':'SESSION_ENDED'";
        assertThat(scenario.start("s2", 10, 20)
                        .operation("end", refused, 30, 40L, "refused")
                        .started("s1")
                        .started("s2")
                        .violations())
                .containsExactly(Kind.REFUSED_WITHOUT_END);
        assertThat(Scenario.unlimited()
                        .start("s2", 10, 20)
                        .operation("end", ",'session':'s2','code':'SESSION_ENDED'", 30, 40L, "refused")
                        .started("s2")
                        .violations())
                .isEmpty();
    }

    @Test
    void otherRefusalsAndUnknownOutcomesSayNothing() {
        assertThat(scenario.operation("check", ",'session':'s1','code':'INVALID_TOKEN'", 30, 40L, "refused")
                        .operation("check", ",'session':'s1','code':'SESSION_STATE_UNAVAILABLE'", 30, 40L, "unknown")
                        .started("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void theReasonOfAnExpiryIsNotCompared() {
        assertThat(scenario.refused("s1", "ABSOLUTE_TIMEOUT", 30, 40)
                        .started("s1")
                        .expired("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void theReasonIsThatOfTheEvent() {
        assertThat(told("LOGGED_OUT").violations()).isEmpty();
        assertThat(told("EVICTED_BY_LIMIT").violations()).containsExactly(Kind.WRONG_REASON);
        assertThat(told("IDLE_TIMEOUT").violations()).containsExactly(Kind.WRONG_REASON);
    }

    private static Scenario told(String reason) {
        return Scenario.unlimited()
                .start("s1", 10, 20)
                .end("s1", 30, 40)
                .refused("s1", reason, 50, 60)
                .started("s1")
                .terminated("s1", "LOGGED_OUT");
    }
}
