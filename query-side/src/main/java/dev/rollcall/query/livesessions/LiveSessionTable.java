package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes events as one row for each session that has not ended. Writing the same events again changes nothing. */
class LiveSessionTable {

    static final String NAME = "live_session";

    private static final String INSERT = """
            INSERT INTO %s (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms,
                            expires_at, bootstrap, deadline_at, login_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (session_id) DO NOTHING
            """;

    private final JdbcTemplate jdbc;
    private final DeviceOpener devices;
    private final String insert;
    private final String delete;

    LiveSessionTable(JdbcTemplate jdbc, DeviceOpener devices, String table) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.insert = INSERT.formatted(table);
        this.delete = "DELETE FROM " + table + " WHERE session_id = ANY (?)";
    }

    /** @param events the events of each user in their order */
    void write(List<SessionEvent> events) {
        Map<SessionId, SessionStarted> started = new LinkedHashMap<>();
        List<SessionId> ended = events.stream()
                .filter(SessionEnding.class::isInstance)
                .flatMap(event -> ((SessionEnding) event).endedSessions().stream())
                .toList();
        events.stream()
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast)
                .forEach(event -> started.put(event.sessionId(), event));
        List<SessionId> endedBefore = ended.stream()
                .filter(session -> started.remove(session) == null)
                .toList();
        if (!started.isEmpty()) {
            insert(started.values());
        }
        if (!endedBefore.isEmpty()) {
            UUID[] ids = endedBefore.stream().map(SessionId::uuid).toArray(UUID[]::new);
            jdbc.update(delete, (Object) ids);
        }
    }

    private void insert(Collection<SessionStarted> started) {
        Map<SessionId, Device> opened = devices.open(started);
        jdbc.batchUpdate(
                insert,
                started.stream()
                        .map(event -> row(event, opened.getOrDefault(event.sessionId(), Device.ERASED)))
                        .toList());
    }

    private static Object[] row(SessionStarted event, Device device) {
        return new Object[] {
            event.sessionId().uuid(),
            event.userId().value(),
            device.label(),
            device.userAgent(),
            device.ipAddress(),
            Timestamp.from(event.startedAt()),
            event.idleTimeout().toMillis(),
            Timestamp.from(event.expiresAt()),
            event.bootstrap(),
            Timestamp.from(Expiry.of(event.startedAt(), event.idleTimeout(), event.expiresAt())
                    .dueAt()),
            event.loginId()
        };
    }
}
