package dev.rollcall.api.operations.overview;

import dev.rollcall.query.history.SessionCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the service is doing.
 *
 * @param hour what happened in the last hour, at all nodes
 * @param day what happened in the last 24 hours, at all nodes
 * @param refusals requests that this node has refused since it started, most frequent reasons first
 * @param startedAt when this node started
 * @param historyBehind how many events the session history lacks
 * @param logBehind how many events the transparency log lacks
 * @param endingsAge how long ago this node last proved that it knows of every ended session
 */
public record ServiceReport(
        SessionCounts.Totals hour,
        SessionCounts.Totals day,
        List<Refusals> refusals,
        Instant startedAt,
        long historyBehind,
        long logBehind,
        Duration endingsAge) {

    /**
     * The requests that were refused for one reason.
     *
     * @param reason the error code
     */
    public record Refusals(String reason, long requests) {}
}
