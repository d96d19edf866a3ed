package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.Primary;
import dev.rollcall.eventstore.WarningsAsFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads all ended sessions in batches, whatever ended them. A position is PostgreSQL's {@code xmin} at the time of the
 * previous batch: transactions below it were finished, and belong to that batch or an earlier one. So no ended session
 * is missed, in whatever order transactions commit; some are returned twice.
 *
 * <p>A position is valid for one connection: after a crash, a failover or a restore, transaction ids are given out
 * again. Rows with a transaction id that this server has not reached yet come from another server, and are left out.
 */
public class EndedSessionFeed {

    private static final String SELECT = """
            SELECT coalesce(array_agg(session_id), '{}') AS ended, coalesce(array_agg(DISTINCT user_id), '{}') AS users,
                   pg_snapshot_xmin(pg_current_snapshot())::text AS next, %s, %s
            FROM ended_session WHERE ended_by_transaction >= :position::xid8
              AND ended_by_transaction < (SELECT pg_snapshot_xmax(pg_current_snapshot()))
            """;

    private static final String SELECT_PROVEN = SELECT.formatted(Primary.SERVER, Primary.PROOF);

    private static final String SELECT_QUICKLY = SELECT.formatted(Primary.SERVER, "NULL AS proof");

    private static final String SELECT_POSITION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    private final JdbcClient jdbc;

    /**
     * @param ended the sessions that ended since the position, and perhaps some that ended before
     * @param users the users of these sessions
     * @param next the position for the next call
     * @param server which server answered, see {@link Primary#SERVER}; null if it is a standby
     */
    public record Batch(
            List<SessionId> ended,
            List<UserId> users,
            String next,
            @Nullable String server) {}

    /**
     * @param dataSource a single connection outside a transaction; in one, each statement would see the same ended
     *     sessions
     */
    public EndedSessionFeed(DataSource dataSource) {
        this.jdbc = WarningsAsFailures.jdbcClient(dataSource);
    }

    /** Returns the current position. From it, {@link #since} returns every session whose end is not visible now. */
    public String position() {
        return jdbc.sql(SELECT_POSITION).query(String.class).single();
    }

    /**
     * Returns the sessions that ended since a position.
     *
     * @param proven whether to prove that the primary answers, which may have to wait for a standby
     */
    public Batch since(String position, boolean proven) {
        return jdbc.sql(proven ? SELECT_PROVEN : SELECT_QUICKLY)
                .param("position", position)
                .query(EndedSessionFeed::batch)
                .single();
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
