package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.Problem;
import java.time.Instant;

/**
 * A period to replay, and the policy to replay it under.
 *
 * @param to exclusive
 */
public record SimulationRequest(Instant from, Instant to, SimulatedPolicy policy) {

    /**
     * @throws Problem {@code INVALID_REQUEST} if the period is empty or not over
     * @throws dev.rollcall.event.InvalidSetting if a value of the policy is out of its range
     */
    void requireValid(Instant now) {
        if (!from.isBefore(to)) {
            throw Problem.invalid("to", "must be later than from");
        }
        if (to.isAfter(now)) {
            throw Problem.invalid("to", "must not be in the future");
        }
        policy.toSettings();
    }
}
