package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.event.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * What a policy would have done.
 *
 * @param starts how many sessions were started in the period
 * @param recordedEvictions how many sessions really had to yield
 * @param evicted how many would have had to
 * @param refused how many starts would have been refused
 * @param users how many users would have met one or the other
 * @param mostAffected ten of them at most, those who would have met the most
 */
@Schema(name = "WhatIfReport")
record SimulationReport(
        Instant from,
        Instant to,
        HistoryFreshness history,
        int starts,
        int recordedEvictions,
        int evicted,
        int refused,
        int users,
        List<AffectedUser> mostAffected) {

    record AffectedUser(UserId userId, int evicted, int refused) {}
}
