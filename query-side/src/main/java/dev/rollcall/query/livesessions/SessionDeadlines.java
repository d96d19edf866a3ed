package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.LongStatements;
import dev.rollcall.query.ExpirySql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The durable deadlines of live sessions, stored in a column of their rows: the transaction that starts a session arms
 * the deadline, and the one that ends it removes the deadline. Deadlines are lazy: a use does not move the deadline,
 * which is evaluated again when it is reached.
 */
@Component
public class SessionDeadlines {

    /** Skips rows that another transaction is about to end. */
    private static final String POSTPONE = """
            UPDATE live_session live
            SET deadline_at = %1$s
            FROM session_activity activity
            WHERE activity.session_id = live.session_id
              AND %1$s > deadline_at
              AND live.session_id IN (
                SELECT session_id FROM live_session
                WHERE user_id = ANY (:users) AND deadline_at <= :now FOR UPDATE SKIP LOCKED)
            """.formatted(ExpirySql.DUE_AT);

    /**
     * Sorts in the order of the index, so that any plan that PostgreSQL caches is good for a few due sessions and for
     * many.
     */
    private static final String SELECT_DUE = """
            SELECT deadline_at, session_id, user_id FROM live_session
            WHERE deadline_at <= :now AND (deadline_at, session_id) > (:afterDeadline, :afterSession)
            ORDER BY deadline_at, session_id LIMIT :limit
            """;

    private static final String SELECT_STILL_DUE = """
            SELECT DISTINCT user_id FROM live_session
            WHERE user_id = ANY (:users) AND deadline_at <= :now ORDER BY user_id
            """;

    private static final String SELECT_OLDEST = "SELECT min(deadline_at) FROM live_session WHERE deadline_at <= :now";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final PlatformTransactionManager transactions;

    /** A session whose deadline has been reached. */
    public record DueSession(Instant deadlineAt, SessionId sessionId, UserId userId) {}

    SessionDeadlines(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
    }

    /**
     * Moves the deadlines of these users' sessions to their current expiry where the sessions were used since.
     *
     * @return the users who still have a session whose deadline has been reached
     */
    public List<UserId> postponeWhereActive(Instant now, Collection<UserId> users) {
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        return LongStatements.inBatch(template, transactions, () -> {
            jdbc.sql(POSTPONE)
                    .param("users", ids)
                    .param("now", Timestamp.from(now))
                    .update();
            return jdbc.sql(SELECT_STILL_DUE)
                    .param("users", ids)
                    .param("now", Timestamp.from(now))
                    .query(SessionDeadlines::userId)
                    .list();
        });
    }

    /**
     * Returns sessions whose deadline has been reached, in the order of their deadlines.
     *
     * @param after the last session of the previous batch; null for the first batch
     */
    public List<DueSession> due(Instant now, @Nullable DueSession after, int limit) {
        UUID afterSession = after == null ? BEFORE_ALL : after.sessionId().uuid();
        return jdbc.sql(SELECT_DUE)
                .param("now", Timestamp.from(now))
                .param("afterDeadline", Timestamp.from(after == null ? Instant.EPOCH : after.deadlineAt()))
                .param("afterSession", afterSession)
                .param("limit", limit)
                .query(SessionDeadlines::dueSession)
                .list();
    }

    /** Returns how long ago the oldest deadline was reached that nobody has handled yet; zero if there is none. */
    public Duration late(Instant now) {
        return jdbc.sql(SELECT_OLDEST)
                .param("now", Timestamp.from(now))
                .query(Timestamp.class)
                .optional()
                .map(oldest -> Duration.between(oldest.toInstant(), now))
                .orElse(Duration.ZERO);
    }

    private static DueSession dueSession(ResultSet row, int index) throws SQLException {
        return new DueSession(
                row.getTimestamp("deadline_at").toInstant(),
                SessionId.of(row.getObject("session_id", UUID.class)),
                userId(row, index));
    }

    private static UserId userId(ResultSet row, int index) throws SQLException {
        return new UserId(row.getString("user_id"));
    }
}
