package dev.rollcall.query.history;

import de.bytefish.pgbulkinsert.row.SimpleRow;
import dev.rollcall.event.Device;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.rebuild.CopyRows;
import dev.rollcall.query.rebuild.ReadModel;
import dev.rollcall.query.rebuild.ReplayedSession;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills a new table with the rows that {@link SessionHistoryTable} would write. */
record SessionHistoryLoader(JdbcTemplate jdbc, DeviceOpener devices, String table) implements ReadModel.Loader {

    private static final List<String> COLUMNS = List.of(
            "session_id",
            "user_id",
            "label",
            "user_agent",
            "ip_address",
            "started_at",
            "started_by",
            "started_by_actor",
            "bootstrap",
            "idle_timeout_ms",
            "expires_at",
            "ended_at",
            "reason",
            "ended_by",
            "ended_by_actor",
            "replaced_by");

    @Override
    public boolean keepsEnded() {
        return true;
    }

    @Override
    public void load(List<ReplayedSession> sessions) {
        Map<SessionId, Device> opened =
                devices.open(sessions.stream().map(ReplayedSession::start).toList());
        CopyRows.insert(jdbc, table, COLUMNS, sessions, (session, row) -> {
            SessionStarted start = session.start();
            setStart(row, start, opened.getOrDefault(start.sessionId(), Device.ERASED));
            if (session.ending() != null) {
                setEnding(row, session.ending());
            }
        });
    }

    private static void setStart(SimpleRow row, SessionStarted start, Device device) {
        row.setUUID("session_id", start.sessionId().uuid());
        row.setText("user_id", start.userId().value());
        row.setText("label", device.label());
        row.setText("user_agent", device.userAgent());
        row.setText("ip_address", device.ipAddress());
        row.setTimeStampTz("started_at", CopyRows.time(start.startedAt()));
        row.setText("started_by", start.initiator().kind().toString());
        row.setText("started_by_actor", start.initiator().actorId());
        row.setBoolean("bootstrap", start.bootstrap());
        row.setLong("idle_timeout_ms", start.idleTimeout().toMillis());
        row.setTimeStampTz("expires_at", CopyRows.time(start.expiresAt()));
    }

    private static void setEnding(SimpleRow row, SessionEnding ending) {
        row.setTimeStampTz("ended_at", CopyRows.time(ending.occurredAt()));
        row.setText("reason", ending.reason().toString());
        row.setText("ended_by", ending.initiator().kind().toString());
        row.setText("ended_by_actor", ending.initiator().actorId());
        if (ending.replacedBy() != null) {
            row.setUUID("replaced_by", ending.replacedBy().uuid());
        }
    }
}
