package dev.rollcall.query.livesessions;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how sessions ended. An end can be read as soon as it is committed. */
@Component
public class EndedSessions {

    private static final String SELECT = """
            SELECT ended.session_id, ended.user_id, ended.reason, ended.ended_at, ended.initiator, replacement.label
            FROM ended_session ended LEFT JOIN live_session replacement ON replacement.session_id = ended.replaced_by
            """;

    private static final String SELECT_ONE = SELECT + "WHERE ended.session_id = :sessionId";

    /** Reads at most the limit of rows per name from the index, however many sessions ended. */
    private static final String SELECT_LAST_OF_LOGIN = SELECT + """
            JOIN (
              SELECT last.session_id FROM unnest(:names::text[]) AS name CROSS JOIN LATERAL (
                SELECT session_id, ended_at FROM ended_session
                WHERE user_id = :userId AND login_id = name ORDER BY ended_at DESC LIMIT :limit) last
              ORDER BY last.ended_at DESC LIMIT :limit) found ON found.session_id = ended.session_id
            ORDER BY ended.ended_at DESC
            """;

    private static final String ERASE_LOGINS =
            "UPDATE ended_session SET login_id = :name WHERE user_id = :userId AND login_id <> :name";

    private final JdbcClient jdbc;

    EndedSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<EndedSession> find(SessionId sessionId) {
        return jdbc.sql(SELECT_ONE)
                .param("sessionId", sessionId.uuid())
                .query(EndedSessions::endedSession)
                .optional();
    }

    /**
     * Returns the last ended sessions of one login at an identity provider, last ended first.
     *
     * @param names the names that the login may have
     */
    public List<EndedSession> lastOfLogin(UserId userId, Collection<String> names, int limit) {
        return jdbc.sql(SELECT_LAST_OF_LOGIN)
                .param("names", names.toArray(String[]::new))
                .param("userId", userId.value())
                .param("limit", limit)
                .query(EndedSessions::endedSession)
                .list();
    }

    /**
     * Replaces the names of the logins that a user's ended sessions were started with.
     *
     * @param name what replaces them
     */
    public void eraseLogins(UserId userId, String name) {
        jdbc.sql(ERASE_LOGINS)
                .param("name", name)
                .param("userId", userId.value())
                .update();
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
