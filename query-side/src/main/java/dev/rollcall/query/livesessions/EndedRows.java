package dev.rollcall.query.livesessions;

import static dev.rollcall.eventstore.commits.Columns.texts;
import static dev.rollcall.eventstore.commits.Columns.uuids;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.commits.TransactionStep;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves the rows of ended sessions from {@code live_session} to {@code ended_session}, with one statement for several
 * commands.
 */
@Component
class EndedRows implements TransactionStep<EndedRows.Row> {

    /** Also records the end of a session whose row was lost. */
    private static final String END = """
            WITH gone AS (
              DELETE FROM live_session WHERE session_id = ANY (:sessions) RETURNING session_id, login_id)
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, replaced_by, login_id)
            SELECT ended, user_id, reason, ended_at, initiator, replaced_by, login_id
            FROM unnest(:sessions::uuid[], :users::text[], :reasons::text[], :endedAt::timestamptz[],
                        :initiators::text[], :replacedBy::uuid[])
                AS row (ended, user_id, reason, ended_at, initiator, replaced_by)
            LEFT JOIN gone ON session_id = ended
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final Comparator<Row> BY_SESSION =
            Comparator.comparing(row -> row.session().uuid());

    private final JdbcClient jdbc;

    record Row(SessionId session, SessionEnding event) {

        @Nullable
        UUID replacedBy() {
            return event instanceof SessionEvicted evicted && evicted.replacedBy() != null
                    ? evicted.replacedBy().uuid()
                    : null;
        }
    }

    EndedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Stage stage() {
        return Stage.REMOVED_ROWS;
    }

    @Override
    public Map<Row, RuntimeException> write(List<Row> rows) {
        List<Row> sorted = rows.stream().sorted(BY_SESSION).toList();
        jdbc.sql(END)
                .param("sessions", uuids(sorted, row -> row.session().uuid()))
                .param("users", texts(sorted, row -> row.event().userId()))
                .param("reasons", texts(sorted, row -> row.event().reason()))
                .param("endedAt", texts(sorted, row -> row.event().occurredAt()))
                .param(
                        "initiators",
                        texts(sorted, row -> row.event().initiator().kind()))
                .param("replacedBy", uuids(sorted, Row::replacedBy))
                .update();
        return Map.of();
    }
}
