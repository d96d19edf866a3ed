package dev.rollcall.query.history;

import static dev.rollcall.eventstore.commits.Columns.texts;
import static dev.rollcall.eventstore.commits.Columns.uuids;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.Assert;

/**
 * Writes events as one row per session. Writing the same events again changes nothing, so a part of the history may be
 * written twice. If a session ends more than once, the first end counts.
 */
public class SessionHistoryTable {

    /** The table in use. */
    public static final String NAME = "session_history";

    private static final Pattern TABLE_NAME = Pattern.compile("[a-z_0-9]{1,63}");

    private static final String INSERT = """
            INSERT INTO %s (session_id, user_id, label, user_agent, ip_address, started_at, started_by,
                            started_by_actor, bootstrap, idle_timeout_ms, expires_at)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                                 ?::text[], ?::boolean[], ?::bigint[], ?::timestamptz[])
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final String END = """
            UPDATE %s history
            SET ended_at = ending.ended_at, reason = ending.reason, ended_by = ending.ended_by,
                ended_by_actor = ending.ended_by_actor, replaced_by = ending.replaced_by
            FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                AS ending (session_id, ended_at, reason, ended_by, ended_by_actor, replaced_by)
            WHERE history.session_id = ending.session_id AND history.ended_at IS NULL
            """;

    private final JdbcTemplate jdbc;
    private final DeviceOpener devices;
    private final String insert;
    private final String end;

    /** @param table {@link #NAME}, or a table with the same columns */
    public SessionHistoryTable(JdbcTemplate jdbc, DeviceOpener devices, String table) {
        Assert.isTrue(TABLE_NAME.matcher(table).matches(), "not a table name: " + table);
        this.jdbc = jdbc;
        this.devices = devices;
        this.insert = INSERT.formatted(table);
        this.end = END.formatted(table);
    }

    /**
     * Writes all starts, then all ends. The order is safe because a session ends only once, after its start.
     *
     * @param events the events of each user in their order
     */
    public void write(List<SessionEvent> events) {
        List<SessionStarted> starts = events.stream()
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast)
                .toList();
        Map<SessionId, SessionEnding> ends = new LinkedHashMap<>();
        events.stream()
                .filter(SessionEnding.class::isInstance)
                .map(SessionEnding.class::cast)
                .forEach(ending -> ending.endedSessions().forEach(session -> ends.putIfAbsent(session, ending)));
        if (!starts.isEmpty()) {
            insert(starts);
        }
        if (!ends.isEmpty()) {
            end(ends);
        }
    }

    private void insert(List<SessionStarted> starts) {
        Map<SessionId, Device> opened = devices.open(starts);
        List<Device> devicesOfStarts = starts.stream()
                .map(start -> opened.getOrDefault(start.sessionId(), Device.ERASED))
                .toList();
        jdbc.update(
                insert,
                uuids(starts, start -> start.sessionId().uuid()),
                texts(starts, start -> start.userId()),
                texts(devicesOfStarts, Device::label),
                texts(devicesOfStarts, Device::userAgent),
                texts(devicesOfStarts, Device::ipAddress),
                texts(starts, start -> start.startedAt()),
                texts(starts, start -> start.initiator().kind()),
                texts(starts, start -> start.initiator().actorId()),
                starts.stream().map(SessionStarted::bootstrap).toArray(Boolean[]::new),
                starts.stream()
                        .mapToLong(start -> start.idleTimeout().toMillis())
                        .toArray(),
                texts(starts, start -> start.expiresAt()));
    }

    private void end(Map<SessionId, SessionEnding> ends) {
        Collection<SessionEnding> endings = ends.values();
        jdbc.update(
                end,
                uuids(ends.keySet(), SessionId::uuid),
                texts(endings, ending -> ending.occurredAt()),
                texts(endings, ending -> ending.reason()),
                texts(endings, ending -> ending.initiator().kind()),
                texts(endings, ending -> ending.initiator().actorId()),
                texts(endings, SessionEnding::replacedBy));
    }
}
