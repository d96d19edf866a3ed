package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** Nothing acknowledged is lost. */
class AcknowledgementsTest {

    @Test
    void aStartWithItsEventIsKept() {
        assertThat(Scenario.unlimited().start("s1", 10, 20).started("s1").violations())
                .isEmpty();
    }

    @Test
    void anAcknowledgedStartWithoutEventIsLost() {
        var verdict = Scenario.unlimited().start("s1", 10, 20).verdict();
        assertThat(verdict.violations()).singleElement().satisfies(lost -> {
            assertThat(lost.kind()).isEqualTo(Kind.ACKNOWLEDGED_START_LOST);
            assertThat(lost.sentence()).contains("o1", "s1", "alice");
            assertThat(lost.lines()).containsExactly(2);
        });
    }

    @Test
    void anUnansweredStartMayHaveNoEvent() {
        assertThat(Scenario.unlimited().unansweredStart(10).violations()).isEmpty();
    }

    @Test
    void anUnansweredStartMayHaveAnEventAtAnyLaterTime() {
        assertThat(Scenario.unlimited()
                        .unansweredStart(10)
                        .start("s1", 20, 30)
                        .started("s1")
                        .started("s2")
                        .violations())
                .isEmpty();
    }

    @Test
    void aSessionThatOnlyACheckShowedIsNotForgotten() {
        assertThat(Scenario.unlimited().unansweredStart(10).check("s1", 20, 30).violations())
                .containsExactly(Kind.SHOWN_SESSION_LOST);
    }

    @Test
    void twoStartsNeverAnswerTheSameSession() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s1", 30, 40)
                        .started("s1")
                        .violations())
                .contains(Kind.SESSION_ANSWERED_TWICE);
    }

    @Test
    void anAcknowledgedEndWithoutEventIsLost() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .end("s1", 30, 40)
                        .started("s1")
                        .violations())
                .containsExactly(Kind.ACKNOWLEDGED_END_LOST);
    }

    @Test
    void anUnansweredEndMayHaveNoEvent() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .unansweredEnd("s1", 30)
                        .started("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anAcknowledgedEndMayFindTheSessionEnded() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .endAll(30, 40, "s1")
                        .end("s1", 50, 60)
                        .started("s1")
                        .allTerminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void anEndOfAllSessionsEndsEachThatHadStarted() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 20, 29)
                        .endAll(30, 40, "s1")
                        .started("s1")
                        .started("s2")
                        .allTerminated("s1")
                        .violations())
                .contains(Kind.ACKNOWLEDGED_END_LOST);
    }

    @Test
    void anEndOfAllSessionsMayMissOneThatStartsMeanwhile() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 20, 30)
                        .endAll(30, 40, "s1")
                        .started("s1")
                        .allTerminated("s1")
                        .started("s2")
                        .violations())
                .isEmpty();
    }

    @Test
    void theSessionThatIsKeptStaysLive() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 20, 29)
                        .endOthers("s2", 30, 40, "s1")
                        .started("s1")
                        .started("s2")
                        .othersTerminated("s2", "s1")
                        .check("s2", 5000, 5001)
                        .violations())
                .isEmpty();
    }

    @Test
    void anotherEndOfAllSessionsEndsEvenTheSessionThatIsKept() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 20, 29)
                        .endOthers("s2", 30, 40, "s1")
                        .endOthers("s1", 30, 45)
                        .started("s1")
                        .started("s2")
                        .othersTerminated("s2", "s1")
                        .violations())
                .contains(Kind.ACKNOWLEDGED_END_LOST);
    }
}
