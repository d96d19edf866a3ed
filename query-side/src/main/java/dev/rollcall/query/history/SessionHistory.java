package dev.rollcall.query.history;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.query.rebuild.ModelTables;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
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

    private static final String SELECT_SOME = SELECT + "WHERE session_id = ANY (?)";

    private static final String LIVE_AT = """
            WHERE live_during @> ?::timestamptz
              AND (ended_at IS NOT NULL
                   OR COALESCE(last_activity_at, started_at) + idle_timeout_ms * interval '1 millisecond' > ?)
              AND started_at <= ? AND (started_at, session_id) < (?, ?)
            """;

    private static final String NEWEST_FIRST = " ORDER BY started_at DESC, session_id DESC LIMIT ?";

    private static final String SELECT_LIVE_AT = SELECT + LIVE_AT + NEWEST_FIRST;

    private static final String SELECT_OF_USER_LIVE_AT = SELECT + LIVE_AT + "AND user_id = ?" + NEWEST_FIRST;

    private static final String SELECT_LIVE_AT_BY_USER = SELECT + """
            WHERE live_during @> ?::timestamptz
              AND (ended_at IS NOT NULL
                   OR COALESCE(last_activity_at, started_at) + idle_timeout_ms * interval '1 millisecond' > ?)
              AND started_at < ?
              AND user_id IN (SELECT aggregate_identifier FROM domain_event_entry
                              WHERE payload_type = ? AND global_index >= ? AND global_index < ?)
            ORDER BY user_id COLLATE "C", started_at, session_id
            """;

    private static final int ROWS_AT_A_TIME = 500;

    private static final String SELECT_ENDED =
            SELECT + "WHERE user_id = ? AND ended_at >= ? ORDER BY ended_at DESC, session_id DESC LIMIT ?";

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final JdbcTemplate jdbc;
    private final JdbcTemplate inPieces;
    private final Clock clock;
    private final ModelTables tables;

    SessionHistory(JdbcTemplate jdbc, Clock clock, ModelTables tables) {
        this.jdbc = jdbc;
        this.inPieces = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        this.inPieces.setFetchSize(ROWS_AT_A_TIME);
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
        return jdbc.query(SELECT_SOME, rows(), (Object) ids);
    }

    /**
     * Returns the sessions that were live at a moment, newest first.
     *
     * @param moment not in the future
     * @param userId null for all users
     * @param after the last session of the previous page; null for the first page
     */
    public List<PastSession> liveAt(Instant moment, @Nullable UserId userId, @Nullable Place after, int limit) {
        Timestamp at = Timestamp.from(moment);
        Timestamp startedBefore =
                after == null ? Timestamp.from(moment.plusMillis(1)) : Timestamp.from(after.startedAt());
        UUID before = after == null ? AFTER_ALL : after.sessionId().uuid();
        return userId == null
                ? jdbc.query(SELECT_LIVE_AT, rows(), at, at, at, startedBefore, before, limit)
                : jdbc.query(SELECT_OF_USER_LIVE_AT, rows(), at, at, at, startedBefore, before, userId.value(), limit);
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
        Timestamp at = Timestamp.from(moment);
        return inPieces.queryForStream(
                SELECT_LIVE_AT_BY_USER, rows(), at, at, at, SessionStarted.class.getName(), first, end);
    }

    /** Returns a user's sessions whose end is recorded and not before a moment, last ended first. */
    public List<PastSession> endedSince(UserId userId, Instant moment, int limit) {
        return jdbc.query(SELECT_ENDED, rows(), userId.value(), Timestamp.from(moment), limit);
    }

    /** Blanks the devices of a user's sessions. The user's key must be destroyed first, see DeviceOpener. */
    public void erase(UserId userId) {
        tables.blankDevices(userId);
    }

    private PastSessionRows rows() {
        return new PastSessionRows(clock.instant());
    }
}
