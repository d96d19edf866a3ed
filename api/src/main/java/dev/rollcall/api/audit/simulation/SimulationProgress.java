package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows a policy simulation, and decides when it has to stop. */
interface SimulationProgress {

    /** Returns how long the simulation may take. */
    Duration limit();

    boolean isOverLimit();

    /**
     * Called before the first event, again if the simulation begins anew.
     *
     * @param events about how many events will be replayed
     */
    void begin(long events);

    /**
     * Called before each event.
     *
     * @throws Problem {@code WHAT_IF_TIMED_OUT}
     * @throws RuntimeException if nobody waits for the result any more
     */
    void step();

    /** Returns the exception to throw when the time is up. */
    RuntimeException timedOut(@Nullable Throwable cause);
}
