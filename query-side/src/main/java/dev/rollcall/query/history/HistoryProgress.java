package dev.rollcall.query.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How much of the events the history holds. */
@Component
public class HistoryProgress {

    /** A token names the last event that was read, and the places before it that were empty then. */
    private static final String SELECT = """
            WITH token AS (
              SELECT convert_from(token, 'UTF8')::jsonb AS token FROM token_entry WHERE processor_name = ?
            ), place AS (
              SELECT COALESCE(min(COALESCE((token ->> 'index')::bigint, 0)), 0) AS processed FROM token
            ), gap AS (
              SELECT DISTINCT jsonb_array_elements_text(token -> 'gaps')::bigint AS place FROM token
            ), head AS (
              SELECT COALESCE(max(global_index), 0) AS head FROM domain_event_entry WHERE global_index <= ?
            )
            SELECT processed, head,
                   (SELECT time_stamp FROM domain_event_entry WHERE global_index = processed) AS recorded_at,
                   (SELECT count(*) FROM domain_event_entry WHERE global_index > processed AND global_index <= head)
                   + (SELECT count(*) FROM domain_event_entry JOIN gap ON global_index = gap.place
                      WHERE global_index <= LEAST(processed, head)) AS behind
            FROM place, head
            """;

    private final JdbcTemplate jdbc;

    HistoryProgress(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param processed the global index of the last event that is in the history; 0 if there is none
     * @param head that of the last event there was
     * @param behind how many events up to the head are not in the history
     * @param recordedAt when the last event that is in the history was recorded
     */
    public record Progress(
            long processed,
            long head,
            long behind,
            @Nullable OffsetDateTime recordedAt) {}

    /** As of now. */
    public Progress read() {
        return upTo(Long.MAX_VALUE);
    }

    /** @param head later events are not looked at */
    public Progress upTo(long head) {
        return jdbc.query(SELECT, HistoryProgress::progress, SessionHistoryProjection.PROCESSING_GROUP, head)
                .get(0);
    }

    private static Progress progress(ResultSet row, int index) throws SQLException {
        String recordedAt = row.getString("recorded_at");
        return new Progress(
                row.getLong("processed"),
                row.getLong("head"),
                row.getLong("behind"),
                recordedAt == null ? null : OffsetDateTime.parse(recordedAt));
    }
}
