package dev.rollcall.api.operations.cleanup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The result of the last completed clean-up of all nodes. */
@Component
public class LastCleanup {

    private static final String REPLACE = """
            INSERT INTO last_sweep (started_at, finished_at, total_sessions, expired_sessions, inactive_sessions,
                                    orphaned_sessions, deleted_sessions, errors)
            VALUES (:startedAt, :finishedAt, :totalSessions, :expiredSessions, :inactiveSessions,
                    :orphanedSessions, :deletedSessions, :errors)
            ON CONFLICT (only_one) DO UPDATE SET
                started_at = EXCLUDED.started_at,
                finished_at = EXCLUDED.finished_at,
                total_sessions = EXCLUDED.total_sessions,
                expired_sessions = EXCLUDED.expired_sessions,
                inactive_sessions = EXCLUDED.inactive_sessions,
                orphaned_sessions = EXCLUDED.orphaned_sessions,
                deleted_sessions = EXCLUDED.deleted_sessions,
                errors = EXCLUDED.errors
            """;

    private static final String SELECT = """
            SELECT started_at, finished_at, total_sessions, expired_sessions, inactive_sessions, orphaned_sessions,
                   deleted_sessions, errors
            FROM last_sweep
            """;

    private final JdbcClient jdbc;

    /** When a clean-up ran, and its counters. */
    public record Result(Instant startedAt, Instant finishedAt, CleanupReport report) {

        public Duration took() {
            return Duration.between(startedAt, finishedAt);
        }
    }

    LastCleanup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void record(Result result) {
        CleanupReport report = result.report();
        jdbc.sql(REPLACE)
                .param("startedAt", Timestamp.from(result.startedAt()))
                .param("finishedAt", Timestamp.from(result.finishedAt()))
                .param("totalSessions", report.totalSessions())
                .param("expiredSessions", report.expiredSessions())
                .param("inactiveSessions", report.inactiveSessions())
                .param("orphanedSessions", report.orphanedSessions())
                .param("deletedSessions", report.deletedSessions())
                .param("errors", report.errors())
                .update();
    }

    /** @return empty before the first clean-up */
    public Optional<Result> find() {
        return jdbc.sql(SELECT).query(LastCleanup::result).optional();
    }

    private static Result result(ResultSet row, int index) throws SQLException {
        return new Result(
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("finished_at").toInstant(),
                new CleanupReport(
                        row.getLong("total_sessions"),
                        row.getLong("expired_sessions"),
                        row.getLong("inactive_sessions"),
                        row.getLong("orphaned_sessions"),
                        row.getLong("deleted_sessions"),
                        row.getLong("errors")));
    }
}
