package dev.rollcall.query.history;

import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Expiry;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * Maps rows of the history.
 *
 * @param now decides whether a session without a recorded end has expired
 */
record PastSessionRows(Instant now) implements RowMapper<PastSession> {

    @Override
    public PastSession mapRow(ResultSet row, int index) throws SQLException {
        return new PastSession(
                SessionId.of(row.getObject("session_id", UUID.class)),
                new UserId(row.getString("user_id")),
                device(row),
                instant(row, "started_at"),
                initiator(row.getString("started_by"), row.getString("started_by_actor")),
                row.getBoolean("bootstrap"),
                Duration.ofMillis(row.getLong("idle_timeout_ms")),
                instant(row, "expires_at"),
                row.getTimestamp("ended_at") == null ? unrecorded(row) : recorded(row));
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(row.getString("label"), row.getString("user_agent"), row.getString("ip_address"));
    }

    private static PastSession.End recorded(ResultSet row) throws SQLException {
        UUID replacedBy = row.getObject("replaced_by", UUID.class);
        return new PastSession.End(
                instant(row, "ended_at"),
                EndReason.valueOf(row.getString("reason")),
                initiator(row.getString("ended_by"), row.getString("ended_by_actor")),
                replacedBy == null ? null : SessionId.of(replacedBy),
                true);
    }

    private PastSession.@Nullable End unrecorded(ResultSet row) throws SQLException {
        Expiry expiry = Expiry.of(
                instant(row, "last_used_at"),
                Duration.ofMillis(row.getLong("idle_timeout_ms")),
                instant(row, "expires_at"));
        return expiry.isDueAt(now)
                ? new PastSession.End(expiry.dueAt(), expiry.reason(), Initiator.SYSTEM, null, false)
                : null;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static Initiator initiator(String kind, @Nullable String actorId) {
        return new Initiator(Initiator.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), actorId);
    }
}
