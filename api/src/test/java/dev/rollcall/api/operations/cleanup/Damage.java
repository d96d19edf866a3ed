package dev.rollcall.api.operations.cleanup;

import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Damages tables of a database and reads their content. */
final class Damage {

    private static final List<String> TABLES = List.of(
            "domain_event_entry",
            "snapshot_event_entry",
            "live_session",
            "ended_session",
            "session_activity",
            "refresh_generation",
            "user_security_settings",
            "session_history",
            "last_sweep");

    private final JdbcTemplate jdbc;

    Damage(TestDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** Moves the deadline of a session into the future, so that its expiry is not noticed. */
    void forgetDeadline(SignedIn device) {
        jdbc.update(
                "UPDATE live_session SET deadline_at = deadline_at + interval '1 year' WHERE session_id = ?::uuid",
                device.sessionId());
    }

    /**
     * Adds a copy of the row of a live session, for another user.
     *
     * @return the session id of the new row
     */
    String addRow(SignedIn like, String userId) {
        String sessionId = UUID.randomUUID().toString();
        jdbc.update("""
                INSERT INTO live_session (session_id, user_id, label, started_at, idle_timeout_ms, expires_at, bootstrap,
                                          deadline_at)
                SELECT ?::uuid, ?, label, started_at, idle_timeout_ms, expires_at, bootstrap, deadline_at
                FROM live_session WHERE session_id = ?::uuid
                """, sessionId, userId, like.sessionId());
        return sessionId;
    }

    void loseRow(SignedIn device) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !jdbc.queryForList(
                                "SELECT 1 FROM session_history WHERE session_id = ?::uuid", device.sessionId())
                        .isEmpty());
        jdbc.update("DELETE FROM live_session WHERE session_id = ?::uuid", device.sessionId());
    }

    void breakEvents(String userId) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !jdbc.queryForList("SELECT 1 FROM session_history WHERE user_id = ?", userId)
                        .isEmpty());
        jdbc.update("UPDATE domain_event_entry SET payload = '{' WHERE aggregate_identifier = ?", userId);
    }

    long rows() {
        return count("SELECT count(*) FROM live_session");
    }

    long count(String sql, Object... parameters) {
        Long count = jdbc.queryForObject(sql, Long.class, parameters);
        return count == null ? 0 : count;
    }

    /** Returns all rows that a clean-up could change. */
    String everything() {
        StringBuilder all = new StringBuilder();
        for (String table : TABLES) {
            List<Map<String, Object>> rows =
                    jdbc.queryForList("SELECT t::text AS row FROM " + table + " t ORDER BY t::text");
            all.append(table).append(rows);
        }
        return all.toString();
    }
}
