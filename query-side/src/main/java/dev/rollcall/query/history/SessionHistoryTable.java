package dev.rollcall.query.history;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final String END = """
            UPDATE %s SET ended_at = ?, reason = ?, ended_by = ?, ended_by_actor = ?, replaced_by = ?
            WHERE session_id = ? AND ended_at IS NULL
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
        Map<SessionId, Device> opened = devices.open(events.stream()
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast)
                .toList());
        List<Object[]> starts = new ArrayList<>();
        List<Object[]> ends = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof SessionStarted started) {
                starts.add(start(started, opened.getOrDefault(started.sessionId(), Device.ERASED)));
            } else if (event instanceof SessionEnding ending) {
                ending.endedSessions().forEach(session -> ends.add(end(session, ending)));
            }
        }
        if (!starts.isEmpty()) {
            jdbc.batchUpdate(insert, starts);
        }
        if (!ends.isEmpty()) {
            jdbc.batchUpdate(end, ends);
        }
    }

    private static Object[] start(SessionStarted event, Device device) {
        return new Object[] {
            event.sessionId().uuid(),
            event.userId().value(),
            device.label(),
            device.userAgent(),
            device.ipAddress(),
            Timestamp.from(event.startedAt()),
            event.initiator().kind().toString(),
            event.initiator().actorId(),
            event.bootstrap(),
            event.idleTimeout().toMillis(),
            Timestamp.from(event.expiresAt())
        };
    }

    private static Object[] end(SessionId session, SessionEnding event) {
        return new Object[] {
            Timestamp.from(event.occurredAt()),
            event.reason().name(),
            event.initiator().kind().toString(),
            event.initiator().actorId(),
            replacedBy(event),
            session.uuid()
        };
    }

    private static @Nullable UUID replacedBy(SessionEnding event) {
        return event instanceof SessionEvicted evicted && evicted.replacedBy() != null
                ? evicted.replacedBy().uuid()
                : null;
    }
}
