package dev.rollcall.api.operations.cleanup;

import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How far the clean-up is that began last, on any node. Times come from the database. */
@Component
public class CleanupProgress {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String BEGIN = """
            INSERT INTO sweep_progress
              (dry_run, requested_by, about_sessions, started_at, heartbeat_at, finished_at, report)
            VALUES (:dryRun, :requestedBy, :about, now(), now(), NULL, :report)
            ON CONFLICT (only_one) DO UPDATE SET
                dry_run = EXCLUDED.dry_run,
                requested_by = EXCLUDED.requested_by,
                about_sessions = EXCLUDED.about_sessions,
                started_at = EXCLUDED.started_at,
                heartbeat_at = EXCLUDED.heartbeat_at,
                finished_at = NULL,
                report = EXCLUDED.report
            """;

    private static final String RECORD = """
            UPDATE sweep_progress SET heartbeat_at = now(), report = :report,
                   finished_at = CASE WHEN :finished THEN now() END
            """;

    private static final String SELECT = """
            SELECT dry_run, requested_by, about_sessions, started_at, finished_at, report,
                   finished_at IS NULL AND heartbeat_at >= now() - interval '30 seconds' AS running
            FROM sweep_progress
            """;

    private final JdbcClient jdbc;

    CleanupProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A clean-up.
     *
     * @param requestedBy null if it began on schedule, or by the command
     * @param aboutSessions about how many sessions there are to check; null if this is unknown
     * @param finishedAt null while it runs, and if it was interrupted
     * @param report the counters so far
     */
    public record State(
            boolean dryRun,
            @Nullable String requestedBy,
            @Nullable Long aboutSessions,
            Instant startedAt,
            @Nullable Instant finishedAt,
            CleanupReport report,
            boolean running) {

        /** Returns how many sessions there will be at least when it is done. */
        public long goal() {
            return Math.max(aboutSessions == null ? 0 : aboutSessions, report.totalSessions());
        }
    }

    void begin(boolean dryRun, @Nullable UserId requestedBy, @Nullable Long aboutSessions) {
        jdbc.sql(BEGIN)
                .param("dryRun", dryRun)
                .param("requestedBy", requestedBy == null ? null : requestedBy.value())
                .param("about", aboutSessions)
                .param("report", JSON.writeValueAsString(CleanupReport.NOTHING))
                .update();
    }

    void record(CleanupReport report, boolean finished) {
        jdbc.sql(RECORD)
                .param("report", JSON.writeValueAsString(report))
                .param("finished", finished)
                .update();
    }

    /** @return empty before the first clean-up */
    public Optional<State> find() {
        return jdbc.sql(SELECT).query(CleanupProgress::state).optional();
    }

    private static State state(ResultSet row, int index) throws SQLException {
        Timestamp finishedAt = row.getTimestamp("finished_at");
        long about = row.getLong("about_sessions");
        return new State(
                row.getBoolean("dry_run"),
                row.getString("requested_by"),
                about == 0 ? null : about,
                row.getTimestamp("started_at").toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                JSON.readValue(row.getString("report"), CleanupReport.class),
                row.getBoolean("running"));
    }
}
