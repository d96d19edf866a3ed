package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.ExpirySql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads sessions that are live by the clock: a session past its expiry is left out, even if the expiry is not recorded
 * yet. Only {@link #notEndedOfLogin} returns it.
 */
@Component
public class LiveSessions {

    private static final String SELECT = """
            SELECT session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms, expires_at, bootstrap,
                   COALESCE(last_activity_at, started_at) AS last_activity_at
            FROM live_session LEFT JOIN session_activity USING (session_id)
            """;

    private static final String SELECT_ONE = SELECT + "WHERE session_id = :sessionId";

    private static final String IS_LIVE = ExpirySql.DUE_AT + " > :now ";

    private static final String SELECT_PAGE = SELECT + "WHERE user_id = :userId AND session_id < :olderThan AND "
            + IS_LIVE + "ORDER BY session_id DESC LIMIT :limit";

    private static final String SELECT_OF_USERS =
            SELECT + "WHERE user_id = ANY (:users) AND " + IS_LIVE + "ORDER BY session_id DESC";

    private static final String SELECT_OF_LOGIN =
            SELECT + "WHERE user_id = :userId AND login_id = ANY (:names) ORDER BY session_id";

    private static final String SELECT_ON_DEVICE = SELECT
            + "WHERE user_id = :userId AND user_agent IS NOT DISTINCT FROM :userAgent AND ip_address = :ipAddress AND "
            + IS_LIVE + "LIMIT 2";

    private static final String IS_SIGNED_IN_FROM =
            "SELECT EXISTS (" + SELECT + "WHERE user_id = :userId AND ip_address = :ipAddress AND " + IS_LIVE + ")";

    /** No session expires before its deadline (ADR 0002), so only those after it need their last use looked up. */
    private static final String COUNT = """
            SELECT count(*) FROM live_session AS counted
            WHERE user_id = :userId AND (deadline_at > :now OR EXISTS (%sWHERE session_id = counted.session_id AND %s))
            """.formatted(SELECT, IS_LIVE);

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final Clock clock;

    LiveSessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<LiveSession> find(SessionId sessionId) {
        return jdbc.sql(SELECT_ONE)
                .param("sessionId", sessionId.uuid())
                .query(LiveSessions::liveSession)
                .optional()
                .filter(session -> session.isLiveAt(clock.instant()));
    }

    /**
     * Returns a page of a user's live sessions, newest first.
     *
     * @param olderThan the last session of the previous page; null for the first page
     */
    public List<LiveSession> ofUser(UserId userId, @Nullable SessionId olderThan, int limit) {
        return jdbc.sql(SELECT_PAGE)
                .param("userId", userId.value())
                .param("olderThan", olderThan == null ? AFTER_ALL : olderThan.uuid())
                .param("now", now())
                .param("limit", limit)
                .query(LiveSessions::liveSession)
                .list();
    }

    /** Returns all live sessions of some users, newest first. */
    public List<LiveSession> ofUsers(Collection<UserId> users) {
        return jdbc.sql(SELECT_OF_USERS)
                .param("users", users.stream().map(UserId::value).toArray(String[]::new))
                .param("now", now())
                .query(LiveSessions::liveSession)
                .list();
    }

    /** Returns how many live sessions a user has. */
    public long countOfUser(UserId userId) {
        return jdbc.sql(COUNT)
                .param("userId", userId.value())
                .param("now", now())
                .query(Long.class)
                .single();
    }

    /**
     * Returns the sessions of one login at an identity provider that have not been ended, oldest first; some may have
     * expired.
     *
     * @param names the names that the login may have
     */
    public List<LiveSession> notEndedOfLogin(UserId userId, Collection<String> names) {
        return jdbc.sql(SELECT_OF_LOGIN)
                .param("userId", userId.value())
                .param("names", names.toArray(String[]::new))
                .query(LiveSessions::liveSession)
                .list();
    }

    /** Returns the user's only live session on a device; empty if there are none or several. */
    public Optional<LiveSession> findOnlyOnDevice(Device device, UserId userId) {
        List<LiveSession> found = jdbc.sql(SELECT_ON_DEVICE)
                .param("userId", userId.value())
                .param("userAgent", device.userAgent())
                .param("ipAddress", device.ipAddress())
                .param("now", now())
                .query(LiveSessions::liveSession)
                .list();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns whether the user has a live session that was started from an address. */
    public boolean isSignedInFrom(UserId userId, String ipAddress) {
        return jdbc.sql(IS_SIGNED_IN_FROM)
                .param("userId", userId.value())
                .param("ipAddress", ipAddress)
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static LiveSession liveSession(ResultSet row, int index) throws SQLException {
        return new LiveSession(
                SessionId.of(row.getObject("session_id", UUID.class)),
                new UserId(row.getString("user_id")),
                new Device(row.getString("label"), row.getString("user_agent"), row.getString("ip_address")),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("last_activity_at").toInstant(),
                Duration.ofMillis(row.getLong("idle_timeout_ms")),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("bootstrap"));
    }
}
