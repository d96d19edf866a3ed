package dev.rollcall.query.livesessions;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Says why a session ended, as soon as it did. */
@Component
public class EndedSessions {

    private static final String SELECT = """
            SELECT ended.session_id, ended.user_id, ended.reason, ended.ended_at, ended.initiator, replacement.label
            FROM ended_session ended LEFT JOIN live_session replacement ON replacement.session_id = ended.replaced_by
            """;

    private static final String SELECT_ONE = SELECT + "WHERE ended.session_id = ?";

    private static final String SELECT_LAST_OF_LOGIN =
            SELECT + "WHERE ended.user_id = ? AND ended.login_id = ? ORDER BY ended.ended_at DESC LIMIT 1";

    private final JdbcTemplate jdbc;

    EndedSessions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<EndedSession> find(SessionId sessionId) {
        return jdbc.query(SELECT_ONE, EndedSessions::endedSession, sessionId.uuid()).stream()
                .findFirst();
    }

    /** The last one that ended of those that were started with one log-in at an identity provider. */
    public Optional<EndedSession> lastOfLogin(UserId userId, String loginId) {
        return jdbc.query(SELECT_LAST_OF_LOGIN, EndedSessions::endedSession, userId.value(), loginId).stream()
                .findFirst();
    }

    private static EndedSession endedSession(ResultSet row, int index) throws SQLException {
        return new EndedSession(
                SessionId.of(row.getObject("session_id", UUID.class)),
                new UserId(row.getString("user_id")),
                EndReason.valueOf(row.getString("reason")),
                row.getTimestamp("ended_at").toInstant(),
                Initiator.Kind.valueOf(row.getString("initiator").toUpperCase(Locale.ROOT)),
                row.getString("label"));
    }
}
