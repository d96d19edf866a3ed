package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** The order of the events agrees with real time, and so do the answers. */
class RealTimeOrderTest {

    private final Scenario scenario = Scenario.unlimited();

    @Test
    void laterStartsHaveLaterEvents() {
        var verdict = scenario.start("s1", 10, 20)
                .start("s2", 21, 30)
                .started("s2")
                .started("s1")
                .verdict();
        assertThat(verdict.violations()).singleElement().satisfies(inverted -> {
            assertThat(inverted.kind()).isEqualTo(Kind.ORDER_INVERTED);
            assertThat(inverted.lines()).containsExactly(2, 3, 4);
        });
    }

    @Test
    void concurrentStartsMayHaveTheirEventsInAnyOrder() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 20, 30)
                        .started("s2")
                        .started("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anAnswerThatShowsASessionProvesItsStart() {
        assertThat(scenario.start("s1", 10, 100)
                        .check("s1", 20, 30)
                        .start("s2", 31, 40)
                        .started("s2")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.ORDER_INVERTED);
    }

    @Test
    void anUnansweredStartHasAnEventAfterWhatWasKnownWhenItWasInvoked() {
        assertThat(scenario.start("s1", 10, 20)
                        .unansweredStart(21)
                        .started("s2")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.ORDER_INVERTED);
    }

    @Test
    void theSecondOfTwoUnansweredEventsComesAfterTwoInvocations() {
        assertThat(scenario.unansweredStart(1)
                        .start("s3", 10, 20)
                        .unansweredStart(21)
                        .started("s1")
                        .started("s2")
                        .started("s3")
                        .violations())
                .containsExactly(Kind.ORDER_INVERTED);
    }

    @Test
    void aRefusalProvesTheEnd() {
        assertThat(scenario.start("s1", 10, 20)
                        .unansweredEnd("s1", 25)
                        .refused("s1", "LOGGED_OUT", 30, 40)
                        .start("s2", 41, 50)
                        .started("s1")
                        .started("s2")
                        .terminated("s1")
                        .violations())
                .contains(Kind.ORDER_INVERTED);
    }

    @Test
    void aTimeoutIsRefusedBeforeItIsStored() {
        assertThat(scenario.start("s1", 10, 20)
                        .refused("s1", "IDLE_TIMEOUT", 30, 40)
                        .start("s2", 41, 50)
                        .started("s1")
                        .started("s2")
                        .expired("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anEndMayFindATimeoutBeforeItIsStored() {
        assertThat(scenario.start("s1", 10, 20)
                        .end("s1", 30, 40)
                        .start("s2", 41, 50)
                        .started("s1")
                        .started("s2")
                        .expired("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anInactiveTokenProvesNoEnd() {
        assertThat(scenario.start("s1", 10, 20)
                        .operation("introspect", ",'session':'s1','active':false", 30, 40L, "done")
                        .start("s2", 41, 50)
                        .started("s1")
                        .started("s2")
                        .expired("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anEndOfAllSessionsComesAfterTheStartsBeforeIt() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 21, 30)
                        .endAll(31, 40, "s1")
                        .started("s1")
                        .allTerminated("s1")
                        .started("s2")
                        .violations())
                .contains(Kind.ORDER_INVERTED);
    }
}
