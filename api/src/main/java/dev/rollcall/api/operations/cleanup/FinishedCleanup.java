package dev.rollcall.api.sweep;

import java.time.Instant;

/** When a sweep ran, and its counters. */
record FinishedSweep(
        Instant startedAt,
        Instant finishedAt,
        long totalSessions,
        long expiredSessions,
        long inactiveSessions,
        long orphanedSessions,
        long deletedSessions,
        long errors) {

    static FinishedSweep of(LastSweep.Result last) {
        SweepReport report = last.report();
        return new FinishedSweep(
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
