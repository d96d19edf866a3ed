package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** Refresh tokens form one chain, and reuse is caught. The grace period is 100 ns here. */
class RefreshTest {

    private final Scenario scenario =
            Scenario.withGrace(100).start("s1", 10, 20).started("s1");

    @Test
    void twoTabsMayUseOneTokenAtOnce() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .refresh("s1", "t1", "t2", 140, 150)
                        .violations())
                .isEmpty();
    }

    @Test
    void aTokenIsNotAcceptedAfterTheGracePeriod() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .refresh("s1", "t1", "t2", 141, 150)
                        .violations())
                .containsExactly(Kind.REUSE_NOT_CAUGHT);
    }

    @Test
    void aTokenIsNotAcceptedAfterItsSuccessorWasUsed() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .refresh("s1", "t2", "t3", 41, 50)
                        .refresh("s1", "t1", "t2", 51, 60)
                        .violations())
                .containsExactly(Kind.REUSE_NOT_CAUGHT);
    }

    @Test
    void aTokenMayBeAcceptedWhileItsSuccessorIsUsed() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .refresh("s1", "t2", "t3", 41, 51)
                        .refresh("s1", "t1", "t2", 51, 60)
                        .violations())
                .isEmpty();
    }

    @Test
    void aTokenHasOneSuccessor() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .refresh("s1", "t1", "t9", 41, 50)
                        .violations())
                .containsExactly(Kind.REFRESH_CHAIN_FORKED);
    }

    @Test
    void aTokenSucceedsOneToken() {
        assertThat(scenario.refresh("s1", "t1", "t3", 30, 40)
                        .refresh("s1", "t2", "t3", 41, 50)
                        .violations())
                .containsExactly(Kind.REFRESH_CHAIN_FORKED);
    }

    @Test
    void aSessionEndsAsStolenIfATokenWasReused() {
        assertThat(stolen(131).violations()).isEmpty();
    }

    @Test
    void aSessionDoesNotEndAsStolenWithinTheGracePeriod() {
        assertThat(stolen(130).violations()).containsExactly(Kind.REUSE_WITHOUT_CAUSE);
    }

    private static Scenario stolen(long answered) {
        return Scenario.withGrace(100)
                .start("s1", 10, 20)
                .refresh("s1", "t1", "t2", 30, 40)
                .refusedRefresh("s1", "t1", 50, answered)
                .started("s1")
                .terminated("s1", "TOKEN_REUSE_DETECTED");
    }

    @Test
    void aSessionEndsAsStolenIfTheSuccessorMayHaveBeenUsed() {
        assertThat(scenario.refresh("s1", "t1", "t2", 30, 40)
                        .operation("refresh", ",'session':'s1','token':'t2'", 60, null, "unknown")
                        .refusedRefresh("s1", "t1", 50, 60)
                        .terminated("s1", "TOKEN_REUSE_DETECTED")
                        .violations())
                .isEmpty();
    }

    @Test
    void aUseWithoutAnswerCountsAsUse() {
        assertThat(scenario.operation("refresh", ",'session':'s1','token':'t1'", 30, null, "unknown")
                        .refusedRefresh("s1", "t1", 140, 150)
                        .terminated("s1", "TOKEN_REUSE_DETECTED")
                        .violations())
                .isEmpty();
    }

    @Test
    void aSessionDoesNotEndAsStolenWithoutARefresh() {
        assertThat(scenario.end("s1", 30, 40)
                        .terminated("s1", "TOKEN_REUSE_DETECTED")
                        .violations())
                .contains(Kind.EVENT_WITHOUT_CAUSE, Kind.REUSE_WITHOUT_CAUSE);
    }
}
