package dev.rollcall.query.livesessions;

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
        CopyRows rows = new CopyRows(table, COLUMNS);
        for (SessionStarted start : starts) {
            add(rows, new LiveSessionTable.Row(start, opened.getOrDefault(start.sessionId(), Device.ERASED)));
        }
        rows.insert(jdbc);
    }

    private static void add(CopyRows rows, LiveSessionTable.Row row) {
        SessionStarted start = row.event();
        rows.row()
                .uuid(start.sessionId().uuid())
                .text(start.userId())
                .text(row.device().label())
                .text(row.device().userAgent())
                .text(row.device().ipAddress())
                .time(start.startedAt())
                .number(start.idleTimeout().toMillis())
                .time(start.expiresAt())
                .flag(start.bootstrap())
                .time(row.deadline())
                .text(start.loginId());
    }
}
