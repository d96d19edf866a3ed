package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ended session passes nowhere, except within the bound (1000 ns here). */
class EndedIsEndedTest {

    private static Scenario ended() {
        return Scenario.unlimited()
                .start("s1", 10, 20)
                .end("s1", 30, 40)
                .started("s1")
                .terminated("s1");
    }

    @Test
    void aCheckMayPassExactlyAtTheBound() {
        assertThat(ended().check("s1", 1040, 9999).violations()).isEmpty();
    }

    @Test
    void aCheckMayNotPassANanosecondLater() {
        var verdict = ended().check("s1", 1041, 9999).verdict();
        assertThat(verdict.violations()).singleElement().satisfies(late -> {
            assertThat(late.kind()).isEqualTo(Kind.ENDED_SHOWN_LIVE);
            assertThat(late.sentence()).contains("s1", "1001 ns later");
            assertThat(late.lines()).containsExactly(3, 6);
        });
        assertThat(verdict.figures().longestStaleness()).isEqualTo(1001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'op':'introspect','session':'s1','active':true",
                "'op':'refresh','session':'s1'",
                "'op':'list','sessions':['s0','s1']",
                "'op':'list','sessions':[],'caller':'s1'",
                "'op':'endOthers','session':'s2','caller':'s1'"
            })
    void noAnswerMayShowItLive(String operation) {
        UnaryOperator<String> at =
                times -> "{'type':'operation','id':'late','user':'alice','outcome':'done'," + operation + times + "}";
        assertThat(ended().line(at.apply(",'invoked':1040,'answered':1050")).violations())
                .doesNotContain(Kind.ENDED_SHOWN_LIVE);
        assertThat(ended().line(at.apply(",'invoked':1041,'answered':1050")).violations())
                .contains(Kind.ENDED_SHOWN_LIVE);
    }

    @Test
    void aNodeThatWasTakenOverMayNotReviveIt() {
        assertThat(ended().refused("s1", "LOGGED_OUT", 100, 110)
                        .check("s1", 5000, 5001)
                        .check("s1", 6000, 6001)
                        .violations())
                .containsExactly(Kind.ENDED_SHOWN_LIVE);
    }

    @Test
    void anEndWithoutAnswerCountsOnceAnAnswerProvesIt() {
        Scenario unanswered = Scenario.unlimited()
                .start("s1", 10, 20)
                .unansweredEnd("s1", 30)
                .started("s1")
                .terminated("s1");
        assertThat(unanswered.check("s1", 9000, 9001).violations()).isEmpty();
        assertThat(unanswered.refused("s1", "LOGGED_OUT", 7990, 7999).violations())
                .containsExactly(Kind.ENDED_SHOWN_LIVE);
    }

    @Test
    void anEndWithoutAnswerCountsOnceALaterEventIsKnown() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .unansweredEnd("s1", 30)
                        .start("s2", 30, 40)
                        .check("s1", 1041, 1050)
                        .started("s1")
                        .terminated("s1")
                        .started("s2")
                        .violations())
                .containsExactly(Kind.ENDED_SHOWN_LIVE);
    }

    @Test
    void anEvictedSessionIsEndedToo() {
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .check("s1", 1041, 1050)
                        .started("s1")
                        .evicted("s1", "s2")
                        .started("s2")
                        .violations())
                .contains(Kind.ENDED_SHOWN_LIVE);
    }

    @Test
    void anInactiveTokenIsNotActiveAgain() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .operation("introspect", ",'session':'s1','active':false", 30, 40L, "done")
                        .check("s1", 1041, 1050)
                        .started("s1")
                        .expired("s1")
                        .violations())
                .containsExactly(Kind.ENDED_SHOWN_LIVE);
    }
}
