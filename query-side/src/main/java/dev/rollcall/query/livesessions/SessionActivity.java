package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.commits.SharedUpdate;
import dev.rollcall.query.ExpirySql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
            WITH asked AS (
                SELECT session_id, used_at, GREATEST(used_at, clock_timestamp()) AS judged_at
                FROM unnest(:sessions::uuid[], :usedAt::timestamptz[]) AS asked (session_id, used_at)
            ), session AS (
                SELECT asked.session_id, used_at, judged_at >= %s AS is_over
                FROM asked JOIN live_session live ON live.session_id = asked.session_id
                LEFT JOIN session_activity before ON before.session_id = asked.session_id
            ), used AS (
                INSERT INTO session_activity AS activity (session_id, last_activity_at)
                SELECT session_id, used_at FROM session WHERE NOT is_over ORDER BY session_id
                ON CONFLICT (session_id) DO UPDATE SET last_activity_at = EXCLUDED.last_activity_at
                WHERE activity.last_activity_at < EXCLUDED.last_activity_at
            )
            SELECT session_id FROM session WHERE NOT is_over
            """.formatted(ExpirySql.DUE_AT);

    /** Uses of many sessions at the same time are written together. */
    private final SharedUpdate<SessionId, Used> uses = new SharedUpdate<>(Used::session, this::record);

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

    private record Used(SessionId session, Instant at) {}

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
        return uses.make(new Used(session, now)) ? Use.RECORDED : Use.OVER;
    }

    /** Returns the uses of sessions that are live. */
    private Set<Used> record(Collection<Used> used) {
        Set<SessionId> live = jdbc.sql(USE)
                .param(
                        "sessions",
                        used.stream().map(use -> use.session().uuid()).toArray(UUID[]::new))
                .param("usedAt", used.stream().map(use -> use.at().toString()).toArray(String[]::new))
                .query((row, index) -> SessionId.of(row.getObject("session_id", UUID.class)))
                .set();
        return used.stream().filter(use -> live.contains(use.session())).collect(Collectors.toSet());
    }
}
