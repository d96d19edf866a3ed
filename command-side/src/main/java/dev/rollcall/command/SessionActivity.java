package dev.rollcall.command;

import dev.rollcall.event.SessionId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * When sessions were last used. Use is frequent and decides nothing by itself, so it is no event: it stands in a small
 * table beside the events, written at most once a minute and session, or once in a tenth of the idle timeout if that is
 * shorter.
 */
@Component
public class SessionActivity implements LastActivity {

    private static final Duration WRITE_AT_MOST_EVERY = Duration.ofMinutes(1);

    private static final int WRITES_PER_IDLE_TIMEOUT = 10;

    private static final String SELECT = """
            SELECT session_id, last_activity_at FROM session_activity WHERE session_id = ANY (?)
            """;

    /** The session must be live, so that a request that races with its end leaves nothing behind. */
    private static final String UPSERT = """
            INSERT INTO session_activity AS activity (session_id, last_activity_at)
            SELECT session_id, ? FROM live_session WHERE session_id = ?
            ON CONFLICT (session_id) DO UPDATE SET last_activity_at = EXCLUDED.last_activity_at
            WHERE activity.last_activity_at < EXCLUDED.last_activity_at
            """;

    private final JdbcTemplate jdbc;

    SessionActivity(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<SessionId, Instant> of(Collection<SessionId> sessions) {
        UUID[] ids = sessions.stream().map(SessionId::uuid).toArray(UUID[]::new);
        return jdbc.queryForStream(
                        SELECT,
                        (row, index) -> Map.entry(
                                SessionId.of(row.getObject("session_id", UUID.class)),
                                row.getTimestamp("last_activity_at").toInstant()),
                        (Object) ids)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Records that a session was used, unless that was recorded a short while ago.
     *
     * @param recordedAt the last recorded use, or the session's start if there is none
     * @return whether it was recorded now
     */
    public boolean touch(SessionId session, Duration idleTimeout, Instant recordedAt, Instant now) {
        Duration coalesced = idleTimeout.dividedBy(WRITES_PER_IDLE_TIMEOUT);
        if (coalesced.compareTo(WRITE_AT_MOST_EVERY) > 0) {
            coalesced = WRITE_AT_MOST_EVERY;
        }
        if (recordedAt.plus(coalesced).isAfter(now)) {
            return false;
        }
        jdbc.update(UPSERT, Timestamp.from(now), session.uuid());
        return true;
    }
}
