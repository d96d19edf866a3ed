package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** Answers name the sessions that the events ended. */
class EndAnswersTest {

    private final Scenario scenario = Scenario.unlimited();

    @Test
    void anAnswerNamesAllSessionsOfItsEvent() {
        scenario.start("s1", 10, 20)
                .start("s2", 30, 40)
                .started("s1")
                .started("s2")
                .allTerminated("s1", "s2");
        assertThat(scenario.endAll(50, 60, "s2", "s1").violations()).isEmpty();
    }

    @Test
    void anAnswerThatLeavesOneOutIsWrong() {
        scenario.start("s1", 10, 20)
                .start("s2", 30, 40)
                .started("s1")
                .started("s2")
                .allTerminated("s1", "s2");
        assertThat(scenario.endAll(50, 60, "s1").violations()).containsExactly(Kind.WRONG_ENDED_ANSWER);
    }

    @Test
    void twoAnswersDoNotNameTheSameSession() {
        assertThat(scenario.start("s1", 10, 20)
                        .endAll(30, 40, "s1")
                        .endAll(30, 40, "s1")
                        .started("s1")
                        .allTerminated("s1")
                        .violations())
                .containsExactly(Kind.WRONG_ENDED_ANSWER);
    }

    @Test
    void namingNoneIsRightIfThereIsNoneToEnd() {
        assertThat(scenario.start("s1", 10, 30)
                        .endAll(30, 40)
                        .endOthers("s1", 50, 60)
                        .started("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void namingNoneIsWrongIfAnotherWasLiveAllTheTime() {
        assertThat(scenario.start("s1", 10, 20)
                        .start("s2", 10, 20)
                        .endOthers("s1", 30, 40)
                        .end("s2", 50, 60)
                        .started("s1")
                        .started("s2")
                        .terminated("s2")
                        .violations())
                .contains(Kind.WRONG_ENDED_ANSWER);
    }

    @Test
    void aSessionIsNotFoundEndedBeforeItsEnd() {
        scenario.start("s1", 10, 20)
                .operation("end", ",'session':'s1','ended':[]", 30, 40L, "done")
                .started("s1")
                .terminated("s1");
        assertThat(scenario.unansweredEnd("s1", 41).violations()).contains(Kind.WRONG_ENDED_ANSWER);
    }

    @Test
    void aSessionMayBeFoundEndedByAnEndThatRunsMeanwhile() {
        assertThat(scenario.start("s1", 10, 20)
                        .operation("end", ",'session':'s1','ended':[]", 30, 40L, "done")
                        .unansweredEnd("s1", 40)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void aStartNamesTheSessionsThatItEvicted() {
        assertThat(starts("s1").violations()).isEmpty();
        assertThat(starts("s0").violations()).contains(Kind.WRONG_ENDED_ANSWER);
    }

    private static Scenario starts(String named) {
        return Scenario.evictingAt(1)
                .start("s1", 10, 20)
                .operation("start", ",'session':'s2','ended':['" + named + "']", 30, 40L, "done")
                .started("s1")
                .evicted("s1", "s2")
                .started("s2");
    }
}
