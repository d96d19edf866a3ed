package dev.rollcall.eventstore.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows what was archived. */
@Component
public class ArchiveRecords {

    /** Each archive goes on where the one before it ended, but one with a longer retention may reach less far. */
    private static final String SELECT = """
            SELECT max(ended_before) AS ended_before, max(lines) AS lines, max(last_global_index) AS last_global_index,
                   count(*) FILTER (WHERE finished_at IS NULL) AS unfinished
            FROM history_archive HAVING count(*) > 0
            """;

    private static final String INSERT = """
            INSERT INTO history_archive (ended_before, lines, last_global_index, started_at)
            VALUES (:endedBefore, :lines, :lastGlobalIndex, :now)
            """;

    private static final String SELECT_LAST = "SELECT COALESCE(max(id), 0) FROM history_archive";

    private static final String FINISH = "UPDATE history_archive SET finished_at = :now WHERE finished_at IS NULL";

    private final JdbcClient jdbc;

    public ArchiveRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * All archives together.
     *
     * @param endedBefore sessions that had ended before this time are only in files
     * @param lines how many lines of the log are in files, from the first one on
     * @param lastGlobalIndex the event of the last of these lines
     * @param isComplete false while events are being deleted, or if that was interrupted
     */
    public record Archived(Instant endedBefore, long lines, long lastGlobalIndex, boolean isComplete) {

        private static Archived of(ResultSet row, int number) throws SQLException {
            return new Archived(
                    row.getObject("ended_before", OffsetDateTime.class).toInstant(),
                    row.getLong("lines"),
                    row.getLong("last_global_index"),
                    row.getLong("unfinished") == 0);
        }
    }

    /**
     * Returns what is in files, and may be gone from the database. To know that an answer is complete, ask after its
     * data was read: an archive is recorded before the first event is deleted.
     */
    public Optional<Archived> read() {
        return jdbc.sql(SELECT).query(Archived::of).optional();
    }

    /** Returns the number of the last archive; each run of the command has a new one. */
    public long last() {
        return jdbc.sql(SELECT_LAST).query(Long.class).single();
    }

    /** Must be committed before the first event is deleted. One that was interrupted is taken over by this one. */
    public void begin(Archived archive, Instant now) {
        finish(now);
        jdbc.sql(INSERT)
                .param("endedBefore", archive.endedBefore().atOffset(ZoneOffset.UTC))
                .param("lines", archive.lines())
                .param("lastGlobalIndex", archive.lastGlobalIndex())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void finish(Instant now) {
        jdbc.sql(FINISH).param("now", now.atOffset(ZoneOffset.UTC)).update();
    }
}
