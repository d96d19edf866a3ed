package dev.rollcall.query.history;

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
import org.jspecify.annotations.Nullable;
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
        CopyRows rows = new CopyRows(table, COLUMNS);
        for (ReplayedSession session : sessions) {
            SessionStarted start = session.start();
            addStart(rows, start, opened.getOrDefault(start.sessionId(), Device.ERASED));
            addEnding(rows, session.ending());
        }
        rows.insert(jdbc);
    }

    private static void addStart(CopyRows rows, SessionStarted start, Device device) {
        rows.row()
                .uuid(start.sessionId().uuid())
                .text(start.userId())
                .text(device.label())
                .text(device.userAgent())
                .text(device.ipAddress())
                .time(start.startedAt())
                .text(start.initiator().kind())
                .text(start.initiator().actorId())
                .flag(start.bootstrap())
                .number(start.idleTimeout().toMillis())
                .time(start.expiresAt());
    }

    private static void addEnding(CopyRows rows, @Nullable SessionEnding ending) {
        if (ending == null) {
            rows.nothing(5);
        } else {
            rows.time(ending.occurredAt())
                    .text(ending.reason())
                    .text(ending.initiator().kind())
                    .text(ending.initiator().actorId())
                    .uuid(SessionHistoryTable.replacedBy(ending));
        }
    }
}
