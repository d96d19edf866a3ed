package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.ExpirySql;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records when sessions were last used. Use is frequent and decides nothing by itself, so it is not an event. It is
 * written to a small table beside the events: for each session at most once a minute, or once in a tenth of the idle
 * timeout if that is shorter.
 */
@Component
public class SessionActivity {

    private static final Duration WRITE_AT_MOST_EVERY = Duration.ofMinutes(1);

    private static final int WRITES_PER_IDLE_TIMEOUT = 10;

    private static final String SELECT = """
            SELECT session_id, last_activity_at FROM session_activity WHERE session_id = ANY (:sessions)
            """;

    /**
     * A request that races with the end of its session leaves no row behind. A slow clock does not revive an expired
     * session: the later of the node's and the database's clock decides. A use that is recorded at the same time only
     * makes the session live longer.
     */
    private static final String USE = """
            WITH judged AS (
                SELECT GREATEST(:now, clock_timestamp()) AS at
            ), session AS (
                SELECT live.session_id, judged.at >= %s AS is_over
                FROM live_session live LEFT JOIN session_activity before ON before.session_id = live.session_id, judged
                WHERE live.session_id = :sessionId
            ), used AS (
                INSERT INTO session_activity AS activity (session_id, last_activity_at)
                SELECT session_id, :now FROM session WHERE NOT is_over
                ON CONFLICT (session_id) DO UPDATE SET last_activity_at = EXCLUDED.last_activity_at
                WHERE activity.last_activity_at < EXCLUDED.last_activity_at
            )
            SELECT is_over FROM session
            """.formatted(ExpirySql.DUE_AT);

    private final JdbcClient jdbc;

    SessionActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the last recorded use of the given sessions; those without a recorded use are left out */
    public Map<SessionId, Instant> of(Collection<SessionId> sessions) {
        UUID[] ids = sessions.stream().map(SessionId::uuid).toArray(UUID[]::new);
        Map<SessionId, Instant> uses = new HashMap<>();
        jdbc.sql(SELECT).param("sessions", ids).query(row -> {
            uses.put(
                    SessionId.of(row.getObject("session_id", UUID.class)),
                    row.getTimestamp("last_activity_at").toInstant());
        });
        return uses;
    }

    /** The outcome of {@link #touch}. */
    public enum Use {
        RECORDED,
        /** The last recorded use was too recent for another write. */
        RECENT,
        /** The session has ended, or has expired by the later of the two clocks. */
        OVER
    }

    /**
     * Records that a session was used, unless a use was recorded a short while ago.
     *
     * @param recordedAt the last recorded use, or the session's start if there is none
     */
    public Use touch(SessionId session, Duration idleTimeout, Instant recordedAt, Instant now) {
        Duration coalesced = idleTimeout.dividedBy(WRITES_PER_IDLE_TIMEOUT);
        if (coalesced.compareTo(WRITE_AT_MOST_EVERY) > 0) {
            coalesced = WRITE_AT_MOST_EVERY;
        }
        if (recordedAt.plus(coalesced).isAfter(now)) {
            return Use.RECENT;
        }
        boolean isOver = jdbc.sql(USE)
                .param("now", Timestamp.from(now))
                .param("sessionId", session.uuid())
                .query(Boolean.class)
                .optional()
                .orElse(true);
        return isOver ? Use.OVER : Use.RECORDED;
    }
}
