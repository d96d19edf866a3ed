package dev.rollcall.query.livesessions;

import de.bytefish.pgbulkinsert.row.SimpleRow;
import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.rebuild.CopyRows;
import dev.rollcall.query.rebuild.ReadModel;
import dev.rollcall.query.rebuild.ReplayedSession;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills a new table with the rows that {@link LiveSessionTable} would write for sessions that have not ended. */
record LiveSessionLoader(JdbcTemplate jdbc, DeviceOpener devices, String table) implements ReadModel.Loader {

    private static final List<String> COLUMNS = List.of(
            "session_id",
            "user_id",
            "label",
            "user_agent",
            "ip_address",
            "started_at",
            "idle_timeout_ms",
            "expires_at",
            "bootstrap",
            "deadline_at",
            "login_id");

    @Override
    public boolean keepsEnded() {
        return false;
    }

    @Override
    public void load(List<ReplayedSession> sessions) {
        List<SessionStarted> starts =
                sessions.stream().map(ReplayedSession::start).toList();
        Map<SessionId, Device> opened = devices.open(starts);
        CopyRows.insert(
                jdbc,
                table,
                COLUMNS,
                starts,
                (start, row) -> set(
                        row, new LiveSessionTable.Row(start, opened.getOrDefault(start.sessionId(), Device.ERASED))));
    }

    private static void set(SimpleRow row, LiveSessionTable.Row session) {
        SessionStarted start = session.event();
        row.setUUID("session_id", start.sessionId().uuid());
        row.setText("user_id", start.userId().value());
        row.setText("label", session.device().label());
        row.setText("user_agent", session.device().userAgent());
        row.setText("ip_address", session.device().ipAddress());
        row.setTimeStampTz("started_at", CopyRows.time(start.startedAt()));
        row.setLong("idle_timeout_ms", start.idleTimeout().toMillis());
        row.setTimeStampTz("expires_at", CopyRows.time(start.expiresAt()));
        row.setBoolean("bootstrap", start.bootstrap());
        row.setTimeStampTz("deadline_at", CopyRows.time(session.deadline()));
        row.setText("login_id", start.loginId());
    }
}
