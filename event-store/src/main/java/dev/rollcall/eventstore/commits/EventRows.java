package dev.rollcall.eventstore.commits;

import static dev.rollcall.eventstore.commits.Columns.texts;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Appends the events of commands with one statement. A command that lost the race for a position is refused. So is one
 * whose position is before the user's last event: it was taken, and its event may be in an archive.
 */
final class EventRows implements TransactionStep<EventRow> {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::timestamptz[], ?::event_type[], ?::text[],
                                 ?::bytea[]) AS new (identifier, aggregate, position)
            WHERE position > COALESCE((SELECT sequence_number FROM domain_event_entry
                                       WHERE aggregate_identifier = aggregate
                                       ORDER BY sequence_number DESC LIMIT 1), -1)
            ON CONFLICT (aggregate_identifier, sequence_number) DO NOTHING
            """;

    private static final String SELECT_TAKEN = """
            SELECT DISTINCT aggregate_identifier
            FROM domain_event_entry
            JOIN unnest(:aggregates::text[], :sequenceNumbers::bigint[])
                AS wanted (aggregate, position)
              ON aggregate_identifier = aggregate AND sequence_number >= position
            WHERE event_identifier <> ALL (:identifiers::uuid[])
            """;

    private static final Comparator<EventRow> BY_POSITION =
            Comparator.comparing(EventRow::aggregate).thenComparing(EventRow::sequenceNumber);

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Stage stage() {
        return Stage.EVENTS;
    }

    @Override
    public void write(
            List<EventRow> rows, PipelinedStatements statements, BiConsumer<EventRow, RuntimeException> refuse) {
        List<EventRow> sorted = rows.stream().sorted(BY_POSITION).toList();
        statements.update(
                INSERT,
                written -> {
                    if (written != sorted.size()) {
                        refuseLosers(sorted, refuse);
                    }
                },
                texts(sorted, EventRow::identifier),
                texts(sorted, EventRow::aggregate),
                sequenceNumbers(sorted),
                texts(sorted, EventRow::timestamp),
                texts(sorted, EventRow::payloadType),
                texts(sorted, EventRow::revision),
                sorted.stream().map(EventRow::payload).toArray(byte[][]::new));
    }

    private void refuseLosers(List<EventRow> rows, BiConsumer<EventRow, RuntimeException> refuse) {
        Set<String> taken = new HashSet<>(jdbc.sql(SELECT_TAKEN)
                .param("identifiers", texts(rows, EventRow::identifier))
                .param("aggregates", texts(rows, EventRow::aggregate))
                .param("sequenceNumbers", sequenceNumbers(rows))
                .query(String.class)
                .list());
        rows.stream()
                .filter(row -> taken.contains(row.aggregate()))
                .forEach(row -> refuse.accept(
                        row,
                        new ConcurrencyException("Events of " + row.aggregate() + " were written in the meantime")));
    }

    private static long[] sequenceNumbers(List<EventRow> rows) {
        return rows.stream().mapToLong(EventRow::sequenceNumber).toArray();
    }
}
