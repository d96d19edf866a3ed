package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** The transparency log grows, and does not fork. */
class TreesTest {

    private final Scenario scenario = Scenario.unlimited();

    @Test
    void aLaterCheckpointIsNotSmaller() {
        assertThat(scenario.checkpoint(5, "r5", 10, 20)
                        .checkpoint(4, "r4", 21, 30)
                        .violations())
                .containsExactly(Kind.TREE_SHRANK);
    }

    @Test
    void concurrentCheckpointsComeInAnyOrder() {
        assertThat(scenario.checkpoint(5, "r5", 10, 20)
                        .checkpoint(4, "r4", 20, 30)
                        .checkpoint(5, "r5", 31, 40)
                        .violations())
                .isEmpty();
    }

    @Test
    void theLargestOfAllEarlierCheckpointsCounts() {
        assertThat(scenario.checkpoint(7, "r7", 10, 20)
                        .checkpoint(5, "r5", 1, 22)
                        .checkpoint(6, "r6", 23, 30)
                        .violations())
                .containsExactly(Kind.TREE_SHRANK);
    }

    @Test
    void oneSizeHasOneRoot() {
        assertThat(scenario.checkpoint(5, "r5", 10, 20)
                        .checkpoint(5, "other", 10, 20)
                        .violations())
                .containsExactly(Kind.TREE_FORKED);
    }

    @Test
    void checkpointsThatWereNotAnsweredSayNothing() {
        assertThat(scenario.checkpoint(5, "r5", 10, 20)
                        .operation("checkpoint", "", 21, null, "unknown")
                        .violations())
                .isEmpty();
    }
}
