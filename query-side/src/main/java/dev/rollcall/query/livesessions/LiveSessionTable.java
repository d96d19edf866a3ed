package dev.rollcall.query.livesessions;

import static dev.rollcall.eventstore.commits.Columns.texts;
import static dev.rollcall.eventstore.commits.Columns.uuids;

import dev.rollcall.event.Device;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes events as one row for each session that has not ended. Writing the same events again changes nothing. */
class LiveSessionTable {

    static final String NAME = "live_session";

    private static final String INSERT = """
            INSERT INTO %s (session_id, user_id, label, user_agent, ip_address, started_at, idle_timeout_ms,
                            expires_at, bootstrap, deadline_at, login_id)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[],
                                 ?::timestamptz[], ?::boolean[], ?::timestamptz[], ?::text[])
            ON CONFLICT (session_id) DO NOTHING
            """;

    /** A session that has started, and where. */
    record Row(SessionStarted event, Device device) {

        Instant deadline() {
            return Expiry.of(event.startedAt(), event.idleTimeout(), event.expiresAt())
                    .dueAt();
        }
    }

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
            jdbc.update(delete, (Object) uuids(endedBefore, SessionId::uuid));
        }
    }

    private void insert(Collection<SessionStarted> started) {
        Map<SessionId, Device> opened = devices.open(started);
        jdbc.update(
                insert,
                columns(started.stream()
                        .map(event -> new Row(event, opened.getOrDefault(event.sessionId(), Device.ERASED)))
                        .toList()));
    }

    /** Returns the statement that inserts rows, from their {@link #columns}. */
    String insert() {
        return insert;
    }

    static Object[] columns(List<Row> rows) {
        return new Object[] {
            uuids(rows, row -> row.event().sessionId().uuid()),
            texts(rows, row -> row.event().userId()),
            texts(rows, row -> row.device().label()),
            texts(rows, row -> row.device().userAgent()),
            texts(rows, row -> row.device().ipAddress()),
            texts(rows, row -> row.event().startedAt()),
            rows.stream().mapToLong(row -> row.event().idleTimeout().toMillis()).toArray(),
            texts(rows, row -> row.event().expiresAt()),
            rows.stream().map(row -> row.event().bootstrap()).toArray(Boolean[]::new),
            texts(rows, Row::deadline),
            texts(rows, row -> row.event().loginId())
        };
    }
}
