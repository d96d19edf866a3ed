package dev.rollcall.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.RandomHistories.Change;
import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.command.RandomHistories.Use;
import dev.rollcall.command.SimulatedSessions.Decision;
import dev.rollcall.command.SimulatedSessions.Outcome;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Simulating the policy that was in force gives what really happened, so the two cannot drift apart. */
class SimulatedSessionsProperties {

    @Property
    void simulatingThePolicyInForceEvictsExactlyWhatWasEvicted(
            @ForAll(supplier = RandomHistories.class) List<Step> history) {
        List<Step> underOnePolicy = history.stream()
                .filter(step -> !(step instanceof Change) && !(step instanceof Use))
                .toList();

        SimulatedUser.live(underOnePolicy, user -> {
            SimulatedSessions simulation = new SimulatedSessions(SimulatedUser.SERVER);
            int evicted = 0;
            for (SessionEvent event : user.events().of(AliceAtNoon.ALICE)) {
                evicted += event instanceof SessionEvicted ? 1 : 0;
                if (event instanceof SessionStarted started) {
                    assertThat(simulation.start(started)).isEqualTo(new Decision(Outcome.STARTED, evicted));
                    evicted = 0;
                }
                replayEnd(simulation, event);
            }
        });
    }

    private static void replayEnd(SimulatedSessions simulation, SessionEvent event) {
        if (event instanceof SessionTerminated terminated) {
            simulation.end(terminated.sessionId());
        } else if (event instanceof AllSessionsTerminated all) {
            simulation.endAllBut(all.keptSessionId());
        } else if (event instanceof SessionExpired expired) {
            // No session is used in these histories, so it was last used when it started.
            simulation.unusedSince(expired.sessionId(), expired.dueAt().minus(SimulatedUser.SERVER.idleTimeout()));
        }
    }
}
