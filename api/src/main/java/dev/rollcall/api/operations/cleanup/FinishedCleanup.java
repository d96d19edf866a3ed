package dev.rollcall.api.operations.cleanup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** When a clean-up ran, and its counters. */
@Schema(name = "FinishedSweep")
record FinishedCleanup(
        Instant startedAt,
        Instant finishedAt,
        long totalSessions,
        long expiredSessions,
        long inactiveSessions,
        long orphanedSessions,
        long deletedSessions,
        long errors) {

    static FinishedCleanup of(LastCleanup.Result last) {
        CleanupReport report = last.report();
        return new FinishedCleanup(
                last.startedAt(),
                last.finishedAt(),
                report.totalSessions(),
                report.expiredSessions(),
                report.inactiveSessions(),
                report.orphanedSessions(),
                report.deletedSessions(),
                report.errors());
    }
}
