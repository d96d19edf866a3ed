package dev.rollcall.query.livesessions;

import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.Primary;
import dev.rollcall.eventstore.WarningsAsFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads sessions for checks. A caller may answer from what it read for as long as it follows the same server. */
@Component
public class CheckedSessions {

    private static final String SELECT = """
            SELECT server, proof, clock_timestamp() AS now, session_id, user_id, label, user_agent, ip_address,
                   started_at, idle_timeout_ms, expires_at, bootstrap,
                   COALESCE(last_activity_at, started_at) AS last_activity_at
            FROM (SELECT %s, %s) primary_server
            LEFT JOIN (live_session LEFT JOIN session_activity USING (session_id)) ON session_id = :sessionId
            """;

    private static final String SELECT_PROVEN = SELECT.formatted(Primary.SERVER, Primary.PROOF);

    private static final String SELECT_QUICKLY = SELECT.formatted(Primary.SERVER, "NULL AS proof");

    private final JdbcClient jdbc;

    CheckedSessions(DataSource dataSource) {
        this.jdbc = WarningsAsFailures.jdbcClient(dataSource);
    }

    /**
     * The answer to a query.
     *
     * @param session a session that has not been ended, but may have expired
     * @param server which server answered, see {@link Primary#SERVER}; null if it is a standby
     * @param at when, by the clock of the server
     */
    public record Answer(
            Optional<LiveSession> session, @Nullable String server, Instant at) {

        /** Returns the session if it is live by the later of the server's and the caller's clock. */
        public Optional<LiveSession> liveAt(Instant now) {
            Instant later = at.isAfter(now) ? at : now;
            return session.filter(found -> found.isLiveAt(later));
        }
    }

    public Answer find(SessionId sessionId) {
        return query(SELECT_QUICKLY, sessionId);
    }

    /** Returns an answer that is proven to come from the primary. */
    public Answer findProven(SessionId sessionId) {
        Answer answer = query(SELECT_PROVEN, sessionId);
        if (answer.server() == null) {
            throw new DataAccessResourceFailureException("Connected to a standby, which may be behind");
        }
        return answer;
    }

    private Answer query(String sql, SessionId sessionId) {
        return jdbc.sql(sql)
                .param("sessionId", sessionId.uuid())
                .query(CheckedSessions::answer)
                .single();
    }

    private static Answer answer(ResultSet row, int index) throws SQLException {
        boolean found = row.getObject("session_id") != null;
        return new Answer(
                found ? Optional.of(LiveSessions.liveSession(row, index)) : Optional.empty(),
                row.getString("server"),
                row.getTimestamp("now").toInstant());
    }
}
