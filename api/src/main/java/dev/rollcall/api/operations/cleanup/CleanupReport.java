package dev.rollcall.api.operations.cleanup;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a clean-up did, or what a dry run would have done. */
@Schema(name = "SweepReport")
public record CleanupReport(
        @Schema(description = "Rows of live_session that were checked")
        long totalSessions,

        @Schema(description = "Sessions that were ended because of their absolute timeout")
        long expiredSessions,

        @Schema(description = "Sessions that were ended because of their idle timeout")
        long inactiveSessions,

        @Schema(
                description = "Sessions that were in live_session but not live according to the events, which were"
                        + " removed from there, and sessions that were live but not in live_session, which were ended")
        long orphanedSessions,

        @Schema(
                description = "Rows of ended sessions that were deleted because they are no longer needed: last use,"
                        + " number of the refresh token, and, if it is old enough, the reason of the end")
        long deletedSessions,

        @Schema(description = "Users whose sessions could not be cleaned up; the others were")
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
