package dev.rollcall.query.livesessions;

import static dev.rollcall.eventstore.commits.Columns.texts;
import static dev.rollcall.eventstore.commits.Columns.uuids;

import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionId;
import dev.rollcall.eventstore.commits.PipelinedStatements;
import dev.rollcall.eventstore.commits.TransactionStep;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
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
              DELETE FROM live_session WHERE session_id = ANY (?) RETURNING session_id, login_id)
            INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator, replaced_by, login_id)
            SELECT ended, user_id, reason, ended_at, initiator, replaced_by, login_id
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::uuid[])
                AS row (ended, user_id, reason, ended_at, initiator, replaced_by)
            LEFT JOIN gone ON session_id = ended
            ON CONFLICT (session_id) DO NOTHING
            """;

    private static final Comparator<Row> BY_SESSION =
            Comparator.comparing(row -> row.session().uuid());

    record Row(SessionId session, SessionEnding event) {}

    @Override
    public Stage stage() {
        return Stage.REMOVED_ROWS;
    }

    @Override
    public void write(List<Row> rows, PipelinedStatements statements, BiConsumer<Row, RuntimeException> refuse) {
        List<Row> sorted = rows.stream().sorted(BY_SESSION).toList();
        UUID[] sessions = uuids(sorted, row -> row.session().uuid());
        statements.update(
                END,
                sessions,
                sessions,
                texts(sorted, row -> row.event().userId()),
                texts(sorted, row -> row.event().reason()),
                texts(sorted, row -> row.event().occurredAt()),
                texts(sorted, row -> row.event().initiator().kind()),
                texts(sorted, row -> row.event().replacedBy()));
    }
}
