package dev.rollcall.query.history;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.query.ExpirySql;
import dev.rollcall.query.rebuild.ModelTables;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads all past and present sessions. An expiry that is not recorded yet still counts from its due time. The due time
 * of an idle expiry follows from the last recorded use; the same time will be recorded.
 */
@Component
public class SessionHistory {

    private static final String SELECT = """
            SELECT session_id, user_id, label, user_agent, ip_address, started_at, started_by, started_by_actor, bootstrap,
                   idle_timeout_ms, expires_at, ended_at, reason, ended_by, ended_by_actor, replaced_by,
                   COALESCE(last_activity_at, started_at) AS last_used_at
            FROM session_history LEFT JOIN session_activity USING (session_id)
            """;

    private static final String SELECT_SOME = SELECT + "WHERE session_id = ANY (:sessions)";

    /** Both parts have an index of their own, so that sessions that had ended by then are not read. */
    private static final String LIVE_AT = SELECT + """
            WHERE (ended_at IS NOT NULL AND live_during @> :moment::timestamptz
                   OR ended_at IS NULL AND started_at <= :moment AND expires_at > :moment)
              AND (ended_at IS NOT NULL OR %s > :moment)
            """.formatted(ExpirySql.IDLE_AT);

    private static final String PAGE_LIVE_AT = LIVE_AT + """
            AND started_at <= :moment AND (started_at, session_id) < (:startedBefore, :sessionBefore)
            """;

    private static final String NEWEST_FIRST = " ORDER BY started_at DESC, session_id DESC LIMIT :limit";

    private static final String SELECT_LIVE_AT = PAGE_LIVE_AT + NEWEST_FIRST;

    private static final String SELECT_OF_USER_LIVE_AT = PAGE_LIVE_AT + "AND user_id = :userId" + NEWEST_FIRST;

    private static final String SELECT_LIVE_AT_BY_USER = LIVE_AT + """
            AND started_at < :moment
            AND user_id IN (SELECT aggregate_identifier FROM domain_event_entry
                            WHERE payload_type = :started::event_type AND global_index >= :first AND global_index < :end)
            ORDER BY user_id COLLATE "C", started_at, session_id
            """;

    private static final int ROWS_AT_A_TIME = 500;

    private static final String SELECT_ENDED = SELECT
            + "WHERE user_id = :userId AND ended_at >= :since ORDER BY ended_at DESC, session_id DESC LIMIT :limit";

    private static final String SELECT_STARTED = SELECT + """
            WHERE user_id = :userId AND started_at >= :from AND started_at < :to
            """ + NEWEST_FIRST;

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ModelTables tables;

    SessionHistory(JdbcClient jdbc, Clock clock, ModelTables tables) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.tables = tables;
    }

    /** The position of a session in a list that is sorted by start. */
    public record Place(Instant startedAt, SessionId sessionId) {}

    public Optional<PastSession> find(SessionId sessionId) {
        return findAll(List.of(sessionId)).stream().findFirst();
    }

    /** Returns the devices of sessions; those that the history does not have yet are left out. */
    public Map<SessionId, Device> devices(Collection<SessionId> sessions) {
        Map<SessionId, Device> devices = new HashMap<>();
        findAll(sessions).forEach(session -> devices.put(session.sessionId(), session.device()));
        return devices;
    }

    private List<PastSession> findAll(Collection<SessionId> sessions) {
        UUID[] ids = sessions.stream().map(SessionId::uuid).toArray(UUID[]::new);
        return jdbc.sql(SELECT_SOME).param("sessions", ids).query(rows()).list();
    }

    /**
     * Returns the sessions that were live at a moment, newest first.
     *
     * @param moment not in the future
     * @param userId null for all users
     * @param after the last session of the previous page; null for the first page
     */
    public List<PastSession> liveAt(Instant moment, @Nullable UserId userId, @Nullable Place after, int limit) {
        UUID sessionBefore = after == null ? AFTER_ALL : after.sessionId().uuid();
        return jdbc.sql(userId == null ? SELECT_LIVE_AT : SELECT_OF_USER_LIVE_AT)
                .param("moment", Timestamp.from(moment))
                .param("startedBefore", Timestamp.from(after == null ? moment.plusMillis(1) : after.startedAt()))
                .param("sessionBefore", sessionBefore)
                .param("userId", userId == null ? null : userId.value())
                .param("limit", limit)
                .query(rows())
                .list();
    }

    /**
     * Returns the sessions that started before a moment and were live at it, of the users who started a session in a
     * range of events. They come user by user, in the order of {@code EventBatches.byUser}, and each user's oldest
     * first. In a transaction, a few rows are in memory at a time; outside one, all of them.
     *
     * @param first the global index at which the range begins
     * @param end the global index before which it ends
     */
    public Stream<PastSession> liveAtByUser(Instant moment, long first, long end) {
        return jdbc
                .sql(SELECT_LIVE_AT_BY_USER)
                .withFetchSize(ROWS_AT_A_TIME)
                .param("moment", Timestamp.from(moment))
                .param("started", SessionStarted.class.getName())
                .param("first", first)
                .param("end", end)
                .query(rows())
                .stream();
    }

    /** Returns a user's sessions whose end is recorded and not before a moment, last ended first. */
    public List<PastSession> endedSince(UserId userId, Instant moment, int limit) {
        return jdbc.sql(SELECT_ENDED)
                .param("userId", userId.value())
                .param("since", Timestamp.from(moment))
                .param("limit", limit)
                .query(rows())
                .list();
    }

    /**
     * Returns a user's sessions that started in a period, newest first.
     *
     * @param to exclusive
     */
    public List<PastSession> started(UserId userId, Instant from, Instant to, int limit) {
        return jdbc.sql(SELECT_STARTED)
                .param("userId", userId.value())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("limit", limit)
                .query(rows())
                .list();
    }

    /** Blanks the devices of a user's sessions. The user's key must be destroyed first, see DeviceOpener. */
    public void erase(UserId userId) {
        tables.blankDevices(userId);
    }

    private PastSessionRows rows() {
        return new PastSessionRows(clock.instant());
    }
}
