package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.DeviceOpener;
import java.sql.Timestamp;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps one row per session, in {@code live_session} or {@code ended_session}, in the transaction of the events. Every
 * write is idempotent, so a replay produces the same tables.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
class LiveSessionsProjection {

    /** Also records the end of a session whose row was lost. */
    private static final String END = """
            WITH gone AS (DELETE FROM live_session WHERE session_id = ANY (:ended) RETURNING session_id, login_id)
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, replaced_by, login_id)
            SELECT ended, :userId, :reason, :endedAt, :initiator, :replacedBy, login_id
            FROM unnest(:ended) AS ended LEFT JOIN gone ON session_id = ended
            ON CONFLICT (session_id) DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final DeviceOpener devices;
    private final LiveSessionTable table;

    LiveSessionsProjection(JdbcClient jdbc, JdbcTemplate template, DeviceOpener devices) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.table = new LiveSessionTable(template, devices, LiveSessionTable.NAME);
    }

    @EventHandler
    void on(SessionStarted event) {
        table.insert(event, StartedDevice.of(event).orElseGet(() -> devices.open(event)));
    }

    @EventHandler
    void on(SessionEnding event) {
        UUID[] ended = event.endedSessions().stream().map(SessionId::uuid).toArray(UUID[]::new);
        jdbc.sql(END)
                .param("ended", ended)
                .param("userId", event.userId().value())
                .param("reason", event.reason().name())
                .param("endedAt", Timestamp.from(event.occurredAt()))
                .param("initiator", event.initiator().kind().toString())
                .param("replacedBy", replacedBy(event))
                .update();
    }

    private static @Nullable UUID replacedBy(SessionEnding event) {
        return event instanceof SessionEvicted evicted && evicted.replacedBy() != null
                ? evicted.replacedBy().uuid()
                : null;
    }
}
