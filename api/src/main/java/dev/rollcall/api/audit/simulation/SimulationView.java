package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy simulation in the background: its progress, or its result.
 *
 * @param eventsTotal about how many events there are; 0 until this is known
 * @param finishedAt null while it runs
 * @param reason why it failed; null unless it did
 * @param report the result; null unless it is completed
 */
public record SimulationView(
        long id,
        String requestedBy,
        SimulationRequest request,
        State state,
        long eventsDone,
        long eventsTotal,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable ProblemCode reason,
        @Nullable SimulationReport report) {

    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
