package dev.rollcall.api.operations.cleanup;

import java.time.Instant;

/** When a sweep ran, and its counters. */
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
