package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.Primary;
import dev.rollcall.eventstore.ReplicatedAnswers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All endings of sessions, in batches, whoever caused them. A position is PostgreSQL's {@code xmin} at the time of the
 * batch before: transactions below it were over, and were part of that batch or of an earlier one. So none is missed,
 * whatever the order in which they commit; some come twice.
 *
 * <p>A position is good for one connection: a crash, a fail-over and a restored copy give out transaction ids again. Rows
 * from a server that was further on, which this one has not reached yet, are left out.
 */
public class EndedSessionFeed {

    private static final String SELECT = """
            SELECT coalesce(array_agg(session_id), '{}') AS ended, coalesce(array_agg(DISTINCT user_id), '{}') AS users,
                   pg_snapshot_xmin(pg_current_snapshot())::text AS next, %s, %s
            FROM ended_session WHERE ended_by_transaction >= ?::xid8
              AND ended_by_transaction < (SELECT pg_snapshot_xmax(pg_current_snapshot()))
            """;

    private static final String SELECT_PROVEN = SELECT.formatted(Primary.SERVER, Primary.PROOF);

    private static final String SELECT_QUICKLY = SELECT.formatted(Primary.SERVER, "NULL AS proof");

    private static final String SELECT_POSITION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    private final JdbcTemplate jdbc;

    /**
     * @param ended sessions that ended since the position, and perhaps some from before
     * @param users whose sessions these are
     * @param next the position to ask from the next time
     * @param server which server answered, see {@link Primary#SERVER}; null if it is a standby
     */
    public record Batch(
            List<SessionId> ended,
            List<UserId> users,
            String next,
            @Nullable String server) {}

    /** @param dataSource of one connection, not within a transaction, each statement of which would see the same endings */
    public EndedSessionFeed(DataSource dataSource) {
        this.jdbc = ReplicatedAnswers.of(dataSource);
    }

    /** The position from which on all endings are seen that are not visible now. */
    public String position() {
        return String.valueOf(jdbc.queryForObject(SELECT_POSITION, String.class));
    }

    /**
     * Endings since a position.
     *
     * @param proven whether the answer has to be one that only a primary can give, which may have to wait for a standby
     */
    public Batch since(String position, boolean proven) {
        return jdbc.query(proven ? SELECT_PROVEN : SELECT_QUICKLY, EndedSessionFeed::batch, position)
                .get(0);
    }

    private static Batch batch(ResultSet row, int index) throws SQLException {
        UUID[] ended = (UUID[]) row.getArray("ended").getArray();
        String[] users = (String[]) row.getArray("users").getArray();
        return new Batch(
                Arrays.stream(ended).map(SessionId::of).toList(),
                Arrays.stream(users).map(UserId::new).toList(),
                row.getString("next"),
                row.getString("server"));
    }
}
