package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** Deadlines fire once, an ended id never lives again, and the stored events are complete. */
class SessionsLiveOnceTest {

    private final Scenario scenario = Scenario.unlimited().start("s1", 10, 20);

    @Test
    void aSessionEndsOnce() {
        assertThat(scenario.started("s1").expired("s1").expired("s1").violations())
                .containsExactly(Kind.ENDED_TWICE);
    }

    @Test
    void aSessionDoesNotExpireAfterItsEnd() {
        assertThat(scenario.end("s1", 30, 40)
                        .started("s1")
                        .terminated("s1")
                        .expired("s1")
                        .violations())
                .containsExactly(Kind.ENDED_TWICE);
    }

    @Test
    void anEndedIdDoesNotStartAgain() {
        assertThat(scenario.unansweredStart(30)
                        .started("s1")
                        .expired("s1")
                        .started("s1")
                        .violations())
                .contains(Kind.ID_STARTED_TWICE);
    }

    @Test
    void onlyAStartedSessionEnds() {
        assertThat(scenario.started("s1").expired("s0").violations()).containsExactly(Kind.ENDED_BEFORE_START);
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .expired("s1")
                        .started("s1")
                        .violations())
                .containsExactly(Kind.ENDED_BEFORE_START);
    }

    @Test
    void anIdBelongsToOneUser() {
        assertThat(scenario.started("s1")
                        .line("{'type':'operation','id':'b','op':'start','user':'bob','invoked':5,'outcome':'unknown'}")
                        .line("{'type':'event','user':'bob','sequence':0,'index':7,'event':'SessionStarted',"
                                + "'session':'s1'}")
                        .violations())
                .containsExactly(Kind.ID_STARTED_TWICE);
    }

    @Test
    void sequenceNumbersHaveNoGap() {
        assertThat(scenario.event(0, "SessionStarted", ",'session':'s1'")
                        .event(2, "SessionExpired", ",'session':'s1','reason':'IDLE_TIMEOUT'")
                        .violations())
                .containsExactly(Kind.SEQUENCE_GAP);
    }

    @Test
    void sequenceNumbersBeginWithZero() {
        assertThat(scenario.event(1, "SessionStarted", ",'session':'s1'").violations())
                .containsExactly(Kind.SEQUENCE_GAP);
    }

    @Test
    void sequenceNumbersAreUnique() {
        assertThat(scenario.event(0, "SessionStarted", ",'session':'s1'")
                        .event(0, "SessionExpired", ",'session':'s1','reason':'IDLE_TIMEOUT'")
                        .violations())
                .containsExactly(Kind.SEQUENCE_REPEATED);
    }

    @Test
    void theOrderInTheLogDoesNotMatter() {
        assertThat(scenario.line("{'type':'event','user':'alice','sequence':1,'index':9,'event':'SessionExpired',"
                                + "'session':'s1','reason':'IDLE_TIMEOUT'}")
                        .line("{'type':'event','user':'alice','sequence':0,'index':8,'event':'SessionStarted',"
                                + "'session':'s1'}")
                        .violations())
                .isEmpty();
    }

    @Test
    void indexesAreUniqueAmongAllUsers() {
        assertThat(scenario.started("s1")
                        .line("{'type':'event','user':'bob','sequence':0,'index':100,'event':"
                                + "'SecuritySettingsChanged'}")
                        .violations())
                .containsExactly(Kind.INDEX_REPEATED);
    }

    @Test
    void indexesAscendWithTheSequenceNumbers() {
        assertThat(scenario.started("s1")
                        .line("{'type':'event','user':'alice','sequence':1,'index':99,'event':"
                                + "'SecuritySettingsChanged'}")
                        .violations())
                .containsExactly(Kind.INDEX_OUT_OF_ORDER);
    }
}
