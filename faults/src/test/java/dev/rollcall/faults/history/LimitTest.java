package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Kind;
import org.junit.jupiter.api.Test;

/** The limit holds in the events, in the answers, and at every moment. */
class LimitTest {

    @Test
    void theOldestMakesRoom() {
        assertThat(evicting("s1").violations()).isEmpty();
    }

    @Test
    void anotherThanTheOldestDoesNot() {
        assertThat(evicting("s2").violations()).containsExactly(Kind.WRONG_EVICTION);
    }

    private static Scenario evicting(String evicted) {
        return Scenario.evictingAt(2)
                .start("s1", 10, 20)
                .start("s2", 30, 40)
                .start("s3", 50, 60)
                .started("s1")
                .started("s2")
                .evicted(evicted, "s3")
                .started("s3");
    }

    @Test
    void nobodyIsEvictedBelowTheLimit() {
        assertThat(Scenario.evictingAt(2)
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .started("s1")
                        .evicted("s1", "s2")
                        .started("s2")
                        .violations())
                .containsExactly(Kind.WRONG_EVICTION);
    }

    @Test
    void anEvictionAndItsStartAreOneStep() {
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .end("s1", 30, 40)
                        .started("s1")
                        .evicted("s1", "s2")
                        .event("SecuritySettingsChanged", "")
                        .started("s2")
                        .violations())
                .containsExactly(Kind.WRONG_EVICTION);
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .started("s1")
                        .evicted("s1", "s2")
                        .violations())
                .contains(Kind.WRONG_EVICTION, Kind.EVENT_WITHOUT_CAUSE);
    }

    @Test
    void aStartBeyondTheLimitIsFoundInTheEvents() {
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .started("s1")
                        .started("s2")
                        .violations())
                .containsExactlyInAnyOrder(Kind.WRONG_EVICTION, Kind.LIMIT_EXCEEDED_IN_EVENTS);
    }

    @Test
    void aStartBeyondTheLimitIsFoundInTheEventsIfItHadToBeRefused() {
        assertThat(Scenario.rejectingAt(1)
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .started("s1")
                        .started("s2")
                        .violations())
                .containsExactly(Kind.LIMIT_EXCEEDED_IN_EVENTS);
    }

    @Test
    void aChangedLimitAppliesFromTheNextStart() {
        assertThat(Scenario.unlimited()
                        .start("s1", 10, 20)
                        .start("s2", 30, 40)
                        .start("s3", 50, 60)
                        .started("s1")
                        .started("s2")
                        .event("SecuritySettingsChanged", ",'limit':1,'whenFull':'EVICT_OLDEST'")
                        .evicted("s1", "s3")
                        .evicted("s2", "s3")
                        .started("s3")
                        .violations())
                .isEmpty();
    }

    @Test
    void clientsDoNotSeeMoreSessionsThanTheLimitAtOnce() {
        assertThat(seen(2011).violations()).contains(Kind.LIMIT_EXCEEDED_FOR_CLIENTS);
    }

    @Test
    void clientsMaySeeAnEvictedSessionForAsLongAsPromised() {
        assertThat(seen(2010).violations()).isEmpty();
    }

    /** The second start is answered at 1010, and the bound is 1000. The first session is shown once more. */
    private static Scenario seen(long last) {
        return Scenario.evictingAt(1)
                .start("s1", 10, 20)
                .start("s2", 1000, 1010)
                .check("s1", last, last + 1)
                .check("s2", 3000, 3001)
                .started("s1")
                .evicted("s1", "s2")
                .started("s2");
    }

    @Test
    void aSessionThatIsShownNoLaterThanTheBoundAfterItsStartCountsForNoTime() {
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .check("s1", 1020, 1021)
                        .start("s2", 1030, 1040)
                        .check("s2", 3000, 3001)
                        .started("s1")
                        .evicted("s1", "s2")
                        .started("s2")
                        .violations())
                .isEmpty();
    }

    @Test
    void clientsSeeTheLimitExceededEvenIfTheEventsLookRight() {
        assertThat(Scenario.rejectingAt(1)
                        .start("s1", 10, 20)
                        .check("s1", 3000, 3001)
                        .end("s1", 1800, 4000)
                        .start("s2", 1790, 1900)
                        .check("s2", 4000, 4001)
                        .started("s1")
                        .terminated("s1")
                        .started("s2")
                        .violations())
                .contains(Kind.LIMIT_EXCEEDED_FOR_CLIENTS);
    }

    @Test
    void aRefusalNeedsTheLimit() {
        assertThat(Scenario.rejectingAt(1)
                        .start("s1", 10, 20)
                        .end("s1", 30, 40)
                        .startRefusedByLimit(41, 50)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .containsExactly(Kind.REFUSED_BELOW_LIMIT);
    }

    @Test
    void aRefusalIsRightIfTheLimitWasReachedAtSomeMoment() {
        assertThat(Scenario.rejectingAt(1)
                        .start("s1", 10, 20)
                        .end("s1", 30, 40)
                        .startRefusedByLimit(40, 50)
                        .startRefusedByLimit(1, 10)
                        .started("s1")
                        .terminated("s1")
                        .violations())
                .isEmpty();
    }

    @Test
    void aRefusalBeforeTheFirstStartIsWrong() {
        assertThat(Scenario.rejectingAt(1)
                        .startRefusedByLimit(1, 9)
                        .start("s1", 10, 20)
                        .started("s1")
                        .violations())
                .containsExactly(Kind.REFUSED_BELOW_LIMIT);
    }

    @Test
    void aPolicyThatEvictsRefusesNobody() {
        assertThat(Scenario.evictingAt(1)
                        .start("s1", 10, 20)
                        .startRefusedByLimit(30, 40)
                        .started("s1")
                        .violations())
                .containsExactly(Kind.REFUSED_BELOW_LIMIT);
    }
}
