package dev.rollcall.api.operations.cleanup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The result of the last completed clean-up of all nodes. */
@Component
public class LastCleanup {

    private static final String REPLACE = """
            INSERT INTO last_sweep (started_at, finished_at, total_sessions, expired_sessions, inactive_sessions,
                                    orphaned_sessions, deleted_sessions, errors)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
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

    private final JdbcTemplate jdbc;

    /** When a clean-up ran, and its counters. */
    public record Result(Instant startedAt, Instant finishedAt, CleanupReport report) {

        public Duration took() {
            return Duration.between(startedAt, finishedAt);
        }
    }

    LastCleanup(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void record(Result result) {
        CleanupReport report = result.report();
        jdbc.update(
                REPLACE,
                Timestamp.from(result.startedAt()),
                Timestamp.from(result.finishedAt()),
                report.totalSessions(),
                report.expiredSessions(),
                report.inactiveSessions(),
                report.orphanedSessions(),
                report.deletedSessions(),
                report.errors());
    }

    /** @return empty before the first clean-up */
    public Optional<Result> find() {
        return jdbc.query(SELECT, LastCleanup::result).stream().findFirst();
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
