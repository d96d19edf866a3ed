package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All endings of sessions, in batches, whoever caused them. A position is PostgreSQL's {@code xmin} at the time of the
 * batch before: transactions below it were over, and were part of that batch or of an earlier one. So none is missed,
 * whatever the order in which they commit; some come twice.
 */
public class EndingsFeed {

    private static final String SELECT = """
            SELECT coalesce(array_agg(session_id), '{}') AS ended, coalesce(array_agg(DISTINCT user_id), '{}') AS users,
                   pg_snapshot_xmin(pg_current_snapshot())::text AS next
            FROM ended_session WHERE ended_by_transaction >= ?::xid8
            """;

    private static final String SELECT_POSITION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    private final JdbcTemplate jdbc;

    /**
     * @param ended sessions that ended since the position, and perhaps some from before
     * @param users whose sessions these are
     * @param next the position to ask from the next time
     */
    public record Batch(List<SessionId> ended, List<UserId> users, String next) {}

    /** @param jdbc not within a transaction, each statement of which would see the same endings */
    public EndingsFeed(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The position from which on all endings are seen that are not visible now. */
    public String position() {
        return String.valueOf(jdbc.queryForObject(SELECT_POSITION, String.class));
    }

    public Batch since(String position) {
        return jdbc.query(SELECT, EndingsFeed::batch, position).get(0);
    }

    private static Batch batch(ResultSet row, int index) throws SQLException {
        UUID[] ended = (UUID[]) row.getArray("ended").getArray();
        String[] users = (String[]) row.getArray("users").getArray();
        return new Batch(
                Arrays.stream(ended).map(SessionId::of).toList(),
                Arrays.stream(users).map(UserId::new).toList(),
                row.getString("next"));
    }
}
