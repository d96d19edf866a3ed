package dev.rollcall.api.audit;

import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Records the queries of auditors before they are answered. A query that cannot be recorded is not answered. */
@Component
public class AuditQueries {

    private static final Logger log = LoggerFactory.getLogger(AuditQueries.class);

    private static final String INSERT = "INSERT INTO audit_query (at, actor, path, parameters) VALUES (?, ?, ?, ?)";

    private static final String SELECT =
            "SELECT id, at, actor, path, parameters FROM audit_query WHERE id < ? ORDER BY id DESC LIMIT ?";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    AuditQueries(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param parameters the query string as it was sent, or the body as JSON */
    record AuditQuery(long id, Instant at, UserId actor, String path, String parameters) {}

    public void record(UserId actor, String path, String parameters) {
        jdbc.update(INSERT, Timestamp.from(clock.instant()), actor.value(), path, parameters);
        log.info("Audit query by {}: {} {}", actor, path, parameters);
    }

    /** Returns the queries before this id, newest first. */
    List<AuditQuery> before(long id, int limit) {
        return jdbc.query(SELECT, AuditQueries::auditQuery, id, limit);
    }

    private static AuditQuery auditQuery(ResultSet row, int index) throws SQLException {
        return new AuditQuery(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                new UserId(row.getString("actor")),
                row.getString("path"),
                row.getString("parameters"));
    }
}
