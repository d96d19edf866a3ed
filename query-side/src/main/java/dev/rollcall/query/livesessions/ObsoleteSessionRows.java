package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.LongStatements;
import dev.rollcall.eventstore.commits.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Finds and deletes rows of ended sessions that are no longer needed. It never deletes rows of live sessions: a session
 * gets its row in {@code live_session} before any other. Each statement reads a bounded number of rows, in its own
 * transaction. Other tables are looked up row by row: with {@code EXISTS}, PostgreSQL would read whole tables for each
 * window.
 */
@Component
public class ObsoleteSessionRows {

    private static final int WINDOW = 5_000;

    private static final List<String> ACTIVITY_AND_TOKEN_TABLES = List.of("session_activity", "refresh_generation");

    /**
     * A session without a row in {@code live_session} may still be live, if that row was lost. In that case, its row in
     * the history has no end.
     */
    private static final String SELECT_ACTIVITY_OR_TOKENS = """
            SELECT found.session_id, NULL::timestamptz AS ended_at,
                   live.is_there IS NULL AND (ended.is_there OR unended.is_there IS NULL) AS useless
            FROM (SELECT session_id FROM %s WHERE session_id > :after ORDER BY session_id LIMIT :limit) found
            LEFT JOIN LATERAL (SELECT true AS is_there FROM live_session row
                               WHERE row.session_id = found.session_id LIMIT 1) live ON true
            LEFT JOIN LATERAL (SELECT true AS is_there FROM ended_session row
                               WHERE row.session_id = found.session_id LIMIT 1) ended ON true
            LEFT JOIN LATERAL (SELECT true AS is_there FROM session_history row
                               WHERE row.session_id = found.session_id AND row.ended_at IS NULL LIMIT 1) unended ON true
            ORDER BY found.session_id
            """;

    /** After a session's absolute expiry, none of its tokens is valid anyway. */
    private static final String SELECT_ENDED = """
            SELECT ended.session_id, ended.ended_at, needed.is_there IS NULL AS useless
            FROM (SELECT session_id, ended_at FROM ended_session
                  WHERE ended_at < :end AND (ended_at, session_id) > (:endedAfter, :sessionAfter)
                  ORDER BY ended_at, session_id LIMIT :limit) ended
            LEFT JOIN LATERAL (SELECT true AS is_there FROM session_history row
                               WHERE row.session_id = ended.session_id
                                 AND row.expires_at >= :expiredBefore LIMIT 1) needed ON true
            ORDER BY ended.ended_at, ended.session_id
            """;

    private static final Row BEFORE_ALL = new Row(new UUID(0, 0), Timestamp.from(Instant.EPOCH), false);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final PlatformTransactionManager transactions;

    private record Row(UUID sessionId, @Nullable Timestamp endedAt, boolean useless) {}

    ObsoleteSessionRows(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
    }

    /**
     * Deletes the last use and refresh-token generation of sessions that have just ended, or only counts them.
     *
     * @param ended sessions that have ended, or would have in a dry run
     * @return the number of rows found
     */
    public int activityAndTokenRowsOf(Collection<SessionId> ended, boolean delete) {
        UUID[] ids = Columns.uuids(ended, SessionId::uuid);
        return ACTIVITY_AND_TOKEN_TABLES.stream()
                .mapToInt(table -> delete ? delete(table, ids) : count(table, ids))
                .sum();
    }

    /**
     * Deletes the last use and refresh-token generation of all ended sessions, or only counts them.
     *
     * @return the number of rows found
     */
    public int activityAndTokenRows(boolean delete) {
        return ACTIVITY_AND_TOKEN_TABLES.stream()
                .mapToInt(table -> inWindows(
                        table,
                        last -> jdbc.sql(SELECT_ACTIVITY_OR_TOKENS.formatted(table))
                                .param("after", last.sessionId())
                                .param("limit", WINDOW)
                                .query(ObsoleteSessionRows::row)
                                .list(),
                        delete))
                .sum();
    }

    /**
     * Deletes the reasons of ended sessions whose tokens have all expired, or only counts them.
     *
     * @param end only sessions that ended before this moment
     * @param expiredBefore only sessions whose absolute expiry was before this moment, where the history has it
     * @return the number of rows found
     */
    public int endedSessionRows(Instant end, Instant expiredBefore, boolean delete) {
        return inWindows(
                "ended_session",
                last -> jdbc.sql(SELECT_ENDED)
                        .param("end", Timestamp.from(end))
                        .param("endedAfter", last.endedAt())
                        .param("sessionAfter", last.sessionId())
                        .param("limit", WINDOW)
                        .param("expiredBefore", Timestamp.from(expiredBefore))
                        .query(ObsoleteSessionRows::row)
                        .list(),
                delete);
    }

    private int inWindows(String table, Function<Row, List<Row>> next, boolean delete) {
        int found = 0;
        List<Row> window = inLongTransaction(() -> next.apply(BEFORE_ALL));
        while (!window.isEmpty()) {
            UUID[] useless =
                    window.stream().filter(Row::useless).map(Row::sessionId).toArray(UUID[]::new);
            found += delete && useless.length > 0 ? inLongTransaction(() -> delete(table, useless)) : useless.length;
            Row last = window.get(window.size() - 1);
            window = window.size() < WINDOW ? List.of() : inLongTransaction(() -> next.apply(last));
        }
        return found;
    }

    private <T> T inLongTransaction(Supplier<T> batch) {
        return LongStatements.inBatch(template, transactions, batch);
    }

    private int delete(String table, UUID[] sessions) {
        return jdbc.sql("DELETE FROM " + table + " WHERE session_id = ANY (:sessions)")
                .param("sessions", sessions)
                .update();
    }

    private int count(String table, UUID[] sessions) {
        return jdbc.sql("SELECT session_id FROM " + table + " WHERE session_id = ANY (:sessions)")
                .param("sessions", sessions)
                .query(UUID.class)
                .list()
                .size();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getObject("session_id", UUID.class), row.getTimestamp("ended_at"), row.getBoolean("useless"));
    }
}
