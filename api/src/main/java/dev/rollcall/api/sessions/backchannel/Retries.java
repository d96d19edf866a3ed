package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ended sessions that one receiver did not confirm although it confirmed others, or nothing else happened. */
class Retries {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final int LONGEST_EXPONENT = 9;

    private static final String INSERT = """
            INSERT INTO backchannel_retry (receiver, session_id, user_id, ended_at, failures, due_at)
            VALUES (:receiver, :session, :user, :endedAt, 1, :dueAt)
            ON CONFLICT (receiver, session_id) DO NOTHING
            """;

    private static final String SELECT_DUE = """
            SELECT session_id, user_id, ended_at, failures FROM backchannel_retry
            WHERE receiver = :receiver AND due_at <= :now ORDER BY due_at LIMIT :limit
            """;

    private static final String POSTPONE = "UPDATE backchannel_retry SET failures = failures + 1, due_at = :dueAt"
            + " WHERE receiver = :receiver AND session_id = :session";

    private static final String HURRY =
            "UPDATE backchannel_retry SET due_at = :now WHERE receiver = :receiver AND due_at > :now";

    private static final String DELETE =
            "DELETE FROM backchannel_retry WHERE receiver = :receiver AND session_id = :session";

    private final String receiver;
    private final JdbcClient jdbc;

    /** @param failures how often the receiver did not confirm it so far */
    record Retry(EndedSession session, int failures) {}

    Retries(String receiver, JdbcClient jdbc) {
        this.receiver = receiver;
        this.jdbc = jdbc;
    }

    void add(List<EndedSession> sessions, Instant now) {
        for (EndedSession session : sessions) {
            jdbc.sql(INSERT)
                    .param("receiver", receiver)
                    .param("session", session.sessionId().uuid())
                    .param("user", session.userId().value())
                    .param("endedAt", at(session.endedAt()))
                    .param("dueAt", at(now.plus(pause(1))))
                    .update();
        }
    }

    /** Returns the first retries that are due. */
    List<Retry> due(Instant now, int limit) {
        return jdbc.sql(SELECT_DUE)
                .param("receiver", receiver)
                .param("now", at(now))
                .param("limit", limit)
                .query(Retries::retry)
                .list();
    }

    void postpone(Retry retry, Instant now) {
        jdbc.sql(POSTPONE)
                .param("receiver", receiver)
                .param("session", retry.session().sessionId().uuid())
                .param("dueAt", at(now.plus(pause(retry.failures() + 1))))
                .update();
    }

    /** Makes all retries due, because the receiver answers again. */
    void hurry(Instant now) {
        jdbc.sql(HURRY).param("receiver", receiver).param("now", at(now)).update();
    }

    void remove(EndedSession session) {
        jdbc.sql(DELETE)
                .param("receiver", receiver)
                .param("session", session.sessionId().uuid())
                .update();
    }

    /** 1 s, 2 s, 4 s and so on, up to 5 minutes. */
    static Duration pause(int failures) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, LONGEST_EXPONENT));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static Retry retry(ResultSet row, int number) throws SQLException {
        return new Retry(
                new EndedSession(
                        new UserId(row.getString("user_id")),
                        SessionId.of(row.getObject("session_id", UUID.class)),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()),
                row.getInt("failures"));
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
