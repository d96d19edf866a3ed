package dev.rollcall.query.endings;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.Primary;
import dev.rollcall.eventstore.WarningsAsFailures;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads how sessions ended, whatever ended them: each new end, and those of the last minutes. A position is PostgreSQL's
 * {@code xmin} at the time of the previous batch: transactions below it were finished, and belong to that batch or an
 * earlier one. So no end is missed, in whatever order transactions commit; some are returned twice.
 *
 * <p>A position is valid for one connection: after a crash, a failover or a restore, transaction ids are given out
 * again. Rows with a transaction id that this server has not reached yet come from another server, and are left out.
 */
public class EndingFeed {

    private static final String SELECT_SINCE = """
            SELECT coalesce(array_agg(session_id), '{}') AS sessions, coalesce(array_agg(user_id), '{}') AS users,
                   coalesce(array_agg(reason), '{}') AS reasons, coalesce(array_agg(ended_at), '{}') AS times,
                   pg_snapshot_xmin(pg_current_snapshot())::text AS next, %s, %s
            FROM ended_session WHERE ended_by_transaction >= :position::xid8
              AND ended_by_transaction < (SELECT pg_snapshot_xmax(pg_current_snapshot()))
            """;

    private static final String SELECT_SINCE_PROVEN = SELECT_SINCE.formatted(Primary.SERVER, Primary.PROOF);

    private static final String SELECT_SINCE_QUICKLY = SELECT_SINCE.formatted(Primary.SERVER, "NULL AS proof");

    private static final String SELECT_POSITION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    /** Each page begins in the index where the one before ended. */
    private static final String SELECT_PAST = """
            SELECT session_id, user_id, reason, ended_at FROM ended_session
            WHERE ended_at > :since AND (ended_at, session_id) < (:endedAt, :sessionId)
            ORDER BY ended_at DESC, session_id DESC LIMIT :limit
            """;

    /** After all that can be stored: the driver writes this time as infinity. */
    private static final OffsetDateTime LATEST = OffsetDateTime.MAX;

    private static final UUID HIGHEST = new UUID(-1, -1);

    private final JdbcClient jdbc;

    /**
     * @param endings what ended since the position, and perhaps some that ended before
     * @param next the position for the next call
     * @param server which server answered, see {@link Primary#SERVER}; null if it is a standby
     */
    public record Batch(
            List<Ending> endings, String next, @Nullable String server) {}

    /** @param dataSource a single connection outside a transaction; in one, each statement would see the same ends */
    public EndingFeed(DataSource dataSource) {
        this.jdbc = WarningsAsFailures.jdbcClient(dataSource);
    }

    /** Returns the current position. From it, {@link #since} returns every end that is not visible now. */
    public String position() {
        return jdbc.sql(SELECT_POSITION).query(String.class).single();
    }

    /**
     * Returns what ended since a position.
     *
     * @param proven whether to prove that the primary answers, which may have to wait for a standby
     */
    public Batch since(String position, boolean proven) {
        return jdbc.sql(proven ? SELECT_SINCE_PROVEN : SELECT_SINCE_QUICKLY)
                .param("position", position)
                .query((row, index) -> new Batch(endings(row), row.getString("next"), row.getString("server")))
                .single();
    }

    /**
     * Returns what ended after a time, last ended first.
     *
     * @param before the last one of the previous page; null for the first page
     */
    public List<Ending> past(Instant since, @Nullable Ending before, int limit) {
        return jdbc.sql(SELECT_PAST)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("endedAt", before == null ? LATEST : before.endedAt().atOffset(ZoneOffset.UTC))
                .param(
                        "sessionId",
                        before == null ? HIGHEST : before.sessionId().uuid())
                .param("limit", limit)
                .query((row, index) -> ending(
                        row.getObject("session_id", UUID.class),
                        row.getString("user_id"),
                        row.getString("reason"),
                        row.getTimestamp("ended_at")))
                .list();
    }

    private static List<Ending> endings(ResultSet row) throws SQLException {
        UUID[] sessions = (UUID[]) values(row.getArray("sessions"));
        String[] users = (String[]) values(row.getArray("users"));
        String[] reasons = (String[]) values(row.getArray("reasons"));
        Timestamp[] times = (Timestamp[]) values(row.getArray("times"));
        return IntStream.range(0, sessions.length)
                .mapToObj(i -> ending(sessions[i], users[i], reasons[i], times[i]))
                .toList();
    }

    private static Object values(Array array) throws SQLException {
        return array.getArray();
    }

    private static Ending ending(UUID session, String user, String reason, Timestamp endedAt) {
        return new Ending(SessionId.of(session), new UserId(user), EndReason.valueOf(reason), endedAt.toInstant());
    }
}
