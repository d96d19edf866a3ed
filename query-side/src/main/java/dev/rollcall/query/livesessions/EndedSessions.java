package dev.rollcall.query.livesessions;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Says why a session ended, as soon as it did. */
@Component
public class EndedSessions {

    private static final String SELECT = """
            SELECT ended.user_id, ended.reason, ended.ended_at, ended.initiator, replacement.label
            FROM ended_session ended LEFT JOIN live_session replacement ON replacement.session_id = ended.replaced_by
            WHERE ended.session_id = ?
            """;

    private final JdbcTemplate jdbc;

    EndedSessions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<EndedSession> find(SessionId sessionId) {
        UUID id = sessionId.uuid();
        return jdbc
                .query(
                        SELECT,
                        (row, index) -> new EndedSession(
                                sessionId,
                                new UserId(row.getString("user_id")),
                                EndReason.valueOf(row.getString("reason")),
                                row.getTimestamp("ended_at").toInstant(),
                                Initiator.Kind.valueOf(
                                        row.getString("initiator").toUpperCase(Locale.ROOT)),
                                row.getString("label")),
                        id)
                .stream()
                .findFirst();
    }
}
