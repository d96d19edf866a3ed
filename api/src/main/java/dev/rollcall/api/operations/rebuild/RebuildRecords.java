package dev.rollcall.api.operations.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the state of rebuilds for all nodes. Times come from the database, so that those of two nodes compare. */
@Component
class RebuildRecords {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String INSERT = """
            INSERT INTO projection_rebuild (projection, dry_run, requested_by)
            VALUES (:projection, :dryRun, :requestedBy) RETURNING id
            """;

    private static final String SELECT = """
            SELECT id, projection, state, dry_run, requested_by, events_done, events_total, started_at, finished_at, reason,
                   result,
                   (events_done / GREATEST(0.001, extract(epoch FROM COALESCE(finished_at, now()) - started_at)))::bigint
                     AS events_per_second
            FROM projection_rebuild
            """;

    private static final String FAIL = """
            UPDATE projection_rebuild SET state = 'FAILED', reason = :reason, finished_at = now()
            WHERE state = 'RUNNING' AND
            """;

    private static final String FAIL_DEAD = FAIL + "heartbeat_at < now() - interval '10 seconds'";

    private static final String BEAT =
            "UPDATE projection_rebuild SET heartbeat_at = now() WHERE id = :id AND state = 'RUNNING'";

    private static final String DONE = """
            UPDATE projection_rebuild
            SET events_done = :events, events_total = GREATEST(events_total, :events), heartbeat_at = now()
            WHERE id = :id AND state = 'RUNNING'
            """;

    private static final String SET_TOTAL =
            "UPDATE projection_rebuild SET events_total = :events WHERE id = :id AND state = 'RUNNING'";

    private static final String COMPLETE = """
            UPDATE projection_rebuild SET state = 'COMPLETED', result = :result, finished_at = clock_timestamp()
            WHERE id = :id AND state = 'RUNNING'
            """;

    private final JdbcClient jdbc;

    RebuildRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the id of the rebuild, or empty if one of this read model is running already on any node */
    Optional<Long> begin(String projection, boolean dryRun, String requestedBy) {
        failDead();
        try {
            return jdbc.sql(INSERT)
                    .param("projection", projection)
                    .param("dryRun", dryRun)
                    .param("requestedBy", requestedBy)
                    .query(Long.class)
                    .optional();
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
    }

    Optional<RebuildView> find(String projection, long id) {
        failDead();
        return jdbc.sql(SELECT + "WHERE projection = :projection AND id = :id")
                .param("projection", projection)
                .param("id", id)
                .query(RebuildRecords::view)
                .optional();
    }

    Optional<RebuildView> last(String projection) {
        failDead();
        return jdbc.sql(SELECT + "WHERE projection = :projection ORDER BY id DESC LIMIT 1")
                .param("projection", projection)
                .query(RebuildRecords::view)
                .optional();
    }

    /**
     * Fails rebuilds that sent no heartbeat for ten seconds. If their process comes back, it notices this before it
     * changes anything.
     */
    void failDead() {
        jdbc.sql(FAIL_DEAD)
                .param("reason", "The process that ran the rebuild is gone")
                .update();
    }

    void beat(long id) {
        jdbc.sql(BEAT).param("id", id).update();
    }

    void total(long id, long events) {
        requireRunning(
                jdbc.sql(SET_TOTAL).param("events", events).param("id", id).update());
    }

    void done(long id, long events) {
        requireRunning(jdbc.sql(DONE).param("events", events).param("id", id).update());
    }

    void complete(long id, RebuildView.Result result) {
        requireRunning(jdbc.sql(COMPLETE)
                .param("result", JSON.writeValueAsString(result))
                .param("id", id)
                .update());
    }

    void fail(long id, String reason) {
        jdbc.sql(FAIL + "id = :id").param("reason", reason).param("id", id).update();
    }

    private static void requireRunning(int updated) {
        if (updated != 1) {
            throw new IllegalStateException("The rebuild counts as failed, because it sent no heartbeat for a while");
        }
    }

    private static RebuildView view(ResultSet row, int index) throws SQLException {
        Timestamp finishedAt = row.getTimestamp("finished_at");
        return new RebuildView(
                Long.toString(row.getLong("id")),
                row.getString("projection"),
                RebuildView.State.valueOf(row.getString("state")),
                row.getBoolean("dry_run"),
                row.getString("requested_by"),
                row.getLong("events_done"),
                row.getLong("events_total"),
                row.getLong("events_per_second"),
                row.getTimestamp("started_at").toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                row.getString("reason"),
                result(row.getString("result")));
    }

    private static RebuildView.@Nullable Result result(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, RebuildView.Result.class);
    }
}
