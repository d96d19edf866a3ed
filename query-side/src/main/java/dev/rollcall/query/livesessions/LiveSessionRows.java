package dev.rollcall.query.livesessions;

import static dev.rollcall.eventstore.commits.Columns.uuids;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.LongStatements;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Reads and removes rows of {@code live_session} for the clean-up, whether or not their sessions have expired. */
@Component
public class LiveSessionRows {

    private static final String SELECT_USERS = """
            SELECT user_id, array_agg(session_id) AS sessions FROM live_session WHERE user_id > :after
            GROUP BY user_id ORDER BY user_id LIMIT :limit
            """;

    /**
     * The history may lag behind, so callers must ask the events before they act. Each user is looked up, so that no
     * whole table is read.
     */
    private static final String SELECT_USERS_OF_HISTORY = """
            SELECT history.user_id, live.is_there IS NOT NULL AS is_listed
            FROM (SELECT DISTINCT user_id FROM session_history WHERE ended_at IS NULL AND user_id > :after
                  ORDER BY user_id LIMIT :limit) history
            LEFT JOIN LATERAL (SELECT true AS is_there FROM live_session row
                               WHERE row.user_id = history.user_id LIMIT 1) live ON true
            ORDER BY history.user_id
            """;

    private static final String SELECT_LISTED = "SELECT session_id FROM live_session WHERE session_id = ANY (?)";

    /**
     * Updates an existing row in {@code ended_session}, so that every node learns of the end: nodes read the rows that
     * were written since they last looked.
     */
    private static final String REMOVE = """
            WITH gone AS (
              DELETE FROM live_session WHERE session_id = ANY (:sessions) RETURNING session_id, user_id, login_id)
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, login_id)
            SELECT session_id, user_id, 'ORPHANED', :now, 'system', login_id FROM gone
            ON CONFLICT (session_id) DO UPDATE SET ended_by_transaction = pg_current_xact_id()
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final PlatformTransactionManager transactions;

    private record UserOfHistory(String userId, boolean isListed) {}

    LiveSessionRows(JdbcClient jdbc, JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.transactions = transactions;
    }

    /**
     * Returns users with at least one row, in the order of their ids.
     *
     * @param after the last user of the previous batch; null for the first batch
     */
    public List<ListedUser> users(@Nullable UserId after, int limit) {
        return select(SELECT_USERS, LiveSessionRows::listedUser, idOf(after), limit);
    }

    /**
     * Returns users without a row who have a session that has not ended according to the history. Parameters and order
     * are those of {@link #users}; there may be more users than the limit.
     */
    public List<ListedUser> usersWithoutRows(@Nullable UserId after, int limit) {
        List<ListedUser> found = new ArrayList<>();
        List<UserOfHistory> window;
        String last = idOf(after);
        do {
            window = select(SELECT_USERS_OF_HISTORY, LiveSessionRows::userOfHistory, last, limit);
            window.stream()
                    .filter(user -> !user.isListed())
                    .forEach(user -> found.add(new ListedUser(new UserId(user.userId()), Set.of())));
            last = window.isEmpty() ? last : window.get(window.size() - 1).userId();
        } while (found.size() < limit && window.size() == limit);
        return found;
    }

    /** Returns those of the given sessions that have a row. */
    public Set<SessionId> listed(Collection<SessionId> sessions) {
        return jdbc.sql(SELECT_LISTED)
                .param(uuids(sessions, SessionId::uuid))
                .query(LiveSessionRows::sessionId)
                .set();
    }

    /** @param then gets those of the given sessions that have a row */
    public static void listed(
            Collection<SessionId> sessions, PipelinedStatements statements, Consumer<List<SessionId>> then) {
        statements.query(SELECT_LISTED, LiveSessionRows::sessionId, then, (Object) uuids(sessions, SessionId::uuid));
    }

    private static SessionId sessionId(ResultSet row, int index) throws SQLException {
        return SessionId.of(row.getObject("session_id", UUID.class));
    }

    /**
     * Removes the rows of sessions that do not exist in the events, and records these sessions as ended, so that their
     * tokens are rejected with the reason {@code ORPHANED}.
     *
     * @return how many sessions still had a row
     */
    public int removeOrphans(Collection<SessionId> sessions, Instant now) {
        return jdbc.sql(REMOVE)
                .param("sessions", uuids(sessions, SessionId::uuid))
                .param("now", Timestamp.from(now))
                .update();
    }

    private <T> List<T> select(String sql, RowMapper<T> rows, String after, int limit) {
        return LongStatements.inBatch(
                template,
                transactions,
                () -> jdbc.sql(sql)
                        .param("after", after)
                        .param("limit", limit)
                        .query(rows)
                        .list());
    }

    private static String idOf(@Nullable UserId user) {
        return user == null ? "" : user.value();
    }

    private static UserOfHistory userOfHistory(ResultSet row, int index) throws SQLException {
        return new UserOfHistory(row.getString("user_id"), row.getBoolean("is_listed"));
    }

    private static ListedUser listedUser(ResultSet row, int index) throws SQLException {
        Array sessions = row.getArray("sessions");
        return new ListedUser(
                new UserId(row.getString("user_id")),
                Arrays.stream((UUID[]) sessions.getArray()).map(SessionId::of).collect(Collectors.toSet()));
    }
}
