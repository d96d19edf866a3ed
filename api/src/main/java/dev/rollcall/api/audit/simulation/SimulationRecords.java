package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores policy simulations for all nodes, and keeps the last ones. Times come from the database. */
@Component
class SimulationRecords {

    private static final JsonMapper JSON = new JsonMapper();

    /** Refused simulations leave gaps between ids, so rows are counted. */
    private static final int KEPT = 20;

    private static final String INSERT =
            "INSERT INTO policy_simulation (requested_by, request) VALUES (:requestedBy, :request) RETURNING id";

    private static final String DELETE_OLD = """
            DELETE FROM policy_simulation
            WHERE id <= (SELECT id FROM policy_simulation ORDER BY id DESC OFFSET :kept LIMIT 1)
            """;

    private static final String SELECT = """
            SELECT id, requested_by, request, state, events_done, events_total, started_at, finished_at, reason, report
            FROM policy_simulation WHERE id = :id
            """;

    private static final String SELECT_LAST = """
            SELECT id, requested_by, request, state, events_done, events_total, started_at, finished_at, reason,
                   NULL AS report
            FROM policy_simulation ORDER BY id DESC LIMIT :limit
            """;

    private static final String FAIL = """
            UPDATE policy_simulation SET state = 'FAILED', reason = :reason, finished_at = now()
            WHERE state = 'RUNNING' AND
            """;

    private static final String PROGRESS = """
            UPDATE policy_simulation SET events_done = :done, events_total = GREATEST(:total, :done),
                   heartbeat_at = now()
            WHERE id = :id AND state = 'RUNNING'
            """;

    private static final String COMPLETE = """
            UPDATE policy_simulation
            SET state = 'COMPLETED', events_done = :done, events_total = :done, report = :report, finished_at = now()
            WHERE id = :id AND state = 'RUNNING'
            """;

    private final JdbcClient jdbc;

    SimulationRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the id, or empty if a simulation is running on any node */
    Optional<Long> begin(UserId requestedBy, SimulationRequest request) {
        failStale();
        try {
            Optional<Long> id = jdbc.sql(INSERT)
                    .param("requestedBy", requestedBy.value())
                    .param("request", JSON.writeValueAsString(request))
                    .query(Long.class)
                    .optional();
            jdbc.sql(DELETE_OLD).param("kept", KEPT).update();
            return id;
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
    }

    Optional<SimulationView> find(long id) {
        failStale();
        return jdbc.sql(SELECT).param("id", id).query(SimulationRecords::view).optional();
    }

    /** Returns the last simulations without their results, newest first. */
    List<SimulationView> last(int limit) {
        failStale();
        return jdbc.sql(SELECT_LAST)
                .param("limit", limit)
                .query(SimulationRecords::view)
                .list();
    }

    private void failStale() {
        jdbc.sql(FAIL + "heartbeat_at < now() - interval '10 seconds'")
                .param("reason", ProblemCode.INTERNAL_ERROR.name())
                .update();
    }

    /** @return false if the simulation counts as failed, because it was without news for too long */
    boolean progress(long id, long done, long total) {
        return jdbc.sql(PROGRESS)
                        .param("done", done)
                        .param("total", total)
                        .param("id", id)
                        .update()
                == 1;
    }

    void complete(long id, long done, SimulationReport report) {
        jdbc.sql(COMPLETE)
                .param("done", done)
                .param("report", JSON.writeValueAsString(report))
                .param("id", id)
                .update();
    }

    void fail(long id, ProblemCode reason) {
        jdbc.sql(FAIL + "id = :id")
                .param("reason", reason.name())
                .param("id", id)
                .update();
    }

    private static SimulationView view(ResultSet row, int index) throws SQLException {
        Timestamp finishedAt = row.getTimestamp("finished_at");
        String reason = row.getString("reason");
        return new SimulationView(
                row.getLong("id"),
                row.getString("requested_by"),
                JSON.readValue(row.getString("request"), SimulationRequest.class),
                SimulationView.State.valueOf(row.getString("state")),
                row.getLong("events_done"),
                row.getLong("events_total"),
                row.getTimestamp("started_at").toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                reason == null ? null : ProblemCode.valueOf(reason),
                report(row.getString("report")));
    }

    private static @Nullable SimulationReport report(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, SimulationReport.class);
    }
}
