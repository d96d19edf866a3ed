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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records the queries of auditors before they are answered. A query that cannot be recorded is not answered. */
@Component
public class AuditQueries {

    private static final Logger log = LoggerFactory.getLogger(AuditQueries.class);

    private static final String INSERT =
            "INSERT INTO audit_query (at, actor, path, parameters) VALUES (:at, :actor, :path, :parameters)";

    private static final String SELECT =
            "SELECT id, at, actor, path, parameters FROM audit_query WHERE id < :before ORDER BY id DESC LIMIT :limit";

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param parameters the query string as it was sent, or the body as JSON */
    record AuditQuery(long id, Instant at, UserId actor, String path, String parameters) {}

    public void note(UserId actor, String path, String parameters) {
        jdbc.sql(INSERT)
                .param("at", Timestamp.from(clock.instant()))
                .param("actor", actor.value())
                .param("path", path)
                .param("parameters", parameters)
                .update();
        log.info("Audit query by {}: {} {}", actor, path, parameters);
    }

    /** Returns the queries before this id, newest first. */
    List<AuditQuery> before(long id, int limit) {
        return jdbc.sql(SELECT)
                .param("before", id)
                .param("limit", limit)
                .query(AuditQueries::auditQuery)
                .list();
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
