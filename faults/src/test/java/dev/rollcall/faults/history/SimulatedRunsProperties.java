package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.verdict.Figures;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A correct cluster is never blamed, whatever gets lost, and a fault in its log is always found. */
class SimulatedRunsProperties {

    private static final int OPERATIONS_PER_CLIENT = 25;

    @Property(tries = 200)
    void aCorrectClusterIsNeverBlamed(@ForAll long seed) {
        assertThat(SimulatedCluster.run(seed, OPERATIONS_PER_CLIENT).verdict().violations())
                .isEmpty();
    }

    @Property(tries = 300)
    void aPlantedFaultIsAlwaysFound(@ForAll PlantedFault fault, @ForAll long seed) {
        SimulatedLog log = SimulatedCluster.run(seed, OPERATIONS_PER_CLIENT);
        Assume.that(fault.plant(log, new Random(seed)));
        assertThat(log.verdict().violations()).extracting(Violation::kind).contains(fault.kind());
    }

    @Example
    void theSimulatedClustersDoEverything() {
        Set<EventKind> events = EnumSet.noneOf(EventKind.class);
        Set<Action> actions = EnumSet.noneOf(Action.class);
        Set<String> refusals = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        long staleness = 0;
        for (int seed = 0; seed < 30; seed++) {
            SimulatedLog log = SimulatedCluster.run(seed, OPERATIONS_PER_CLIENT);
            Figures figures = log.verdict().figures();
            events.addAll(figures.events().keySet());
            actions.addAll(figures.operations().keySet());
            refusals.addAll(figures.refusals().keySet());
            text.append(log.text());
            staleness = Math.max(staleness, figures.longestStaleness());
        }
        assertThat(events).containsExactly(EventKind.values());
        assertThat(actions).containsExactly(Action.values());
        assertThat(refusals).containsExactly("SESSION_ENDED", "SESSION_LIMIT_REACHED");
        assertThat(text).contains("TOKEN_REUSE_DETECTED", "IDLE_TIMEOUT", "EVICTED_BY_LIMIT", "LOGGED_OUT_OTHERS");
        assertThat(staleness).isGreaterThan(SimulatedUser.BOUND / 2).isLessThanOrEqualTo(SimulatedUser.BOUND);
    }
}
