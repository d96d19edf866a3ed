package dev.rollcall.api.operations.cleanup;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a sweep found and did; of a dry run, what it would have done. */
@Schema(name = "SweepReport")
public record CleanupReport(
        @Schema(description = "Rows of live_session that were looked at")
        long totalSessions,

        @Schema(description = "Sessions that were ended because they reached their absolute timeout")
        long expiredSessions,

        @Schema(description = "Sessions that were ended because they were not used for their idle timeout")
        long inactiveSessions,

        @Schema(
                description = "Sessions that were in live_session and not live by the events, which were removed from"
                        + " there, or the other way round, which were ended")
        long orphanedSessions,

        @Schema(
                description = "Rows of ended sessions that nobody needs any more, which were deleted: last use, number"
                        + " of the refresh token, and, when it is old enough, the reason of the end")
        long deletedSessions,

        @Schema(description = "Users whose sessions could not be swept; the others were")
        long errors) {

    static final CleanupReport NOTHING = new CleanupReport(0, 0, 0, 0, 0, 0);

    static CleanupReport deleted(long rows) {
        return new CleanupReport(0, 0, 0, 0, rows, 0);
    }

    static CleanupReport error(long sessions) {
        return new CleanupReport(sessions, 0, 0, 0, 0, 1);
    }

    CleanupReport plus(CleanupReport more) {
        return new CleanupReport(
                totalSessions + more.totalSessions,
                expiredSessions + more.expiredSessions,
                inactiveSessions + more.inactiveSessions,
                orphanedSessions + more.orphanedSessions,
                deletedSessions + more.deletedSessions,
                errors + more.errors);
    }
}
