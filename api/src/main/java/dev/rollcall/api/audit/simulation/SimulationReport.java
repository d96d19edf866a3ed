package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * The result of a policy simulation.
 *
 * @param starts how many sessions were started in the period
 * @param recordedEvictions how many sessions were really evicted
 * @param evicted how many sessions would have been evicted
 * @param refused how many starts would have been refused
 * @param users how many users would have been affected by either
 * @param mostAffected some of these users, the most affected ones first
 */
@Schema(name = "WhatIfReport")
public record SimulationReport(
        Instant from,
        Instant to,
        HistoryFreshness history,
        int starts,
        int recordedEvictions,
        int evicted,
        int refused,
        int users,
        List<AffectedUser> mostAffected) {

    /**
     * A user who would have been affected.
     *
     * @param recordedEvictions how many sessions of the user were really evicted
     * @param evicted how many sessions would have been evicted
     * @param refused how many starts would have been refused
     */
    public record AffectedUser(UserId userId, int recordedEvictions, int evicted, int refused) {}
}
