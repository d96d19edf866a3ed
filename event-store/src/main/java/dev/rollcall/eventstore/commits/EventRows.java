package dev.rollcall.eventstore.commits;

import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Appends the events of commands with one statement. A command that lost the race for a position is refused. */
final class EventRows implements TransactionStep<EventRow> {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            SELECT * FROM unnest(:identifiers::uuid[], :aggregates::text[], :sequenceNumbers::bigint[],
                                 :timestamps::timestamptz[], :payloadTypes::event_type[], :revisions::text[],
                                 :payloads::bytea[])
            ON CONFLICT (aggregate_identifier, sequence_number) DO NOTHING
            """;

    private static final String SELECT_TAKEN = """
            SELECT DISTINCT aggregate_identifier
            FROM domain_event_entry
            JOIN unnest(:identifiers::uuid[], :aggregates::text[], :sequenceNumbers::bigint[])
                AS wanted (identifier, aggregate, position)
              ON aggregate_identifier = aggregate AND sequence_number = position
            WHERE event_identifier <> identifier
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
    public Map<EventRow, RuntimeException> write(List<EventRow> rows) {
        List<EventRow> sorted = rows.stream().sorted(BY_POSITION).toList();
        int written = positions(jdbc.sql(INSERT), sorted)
                .param("timestamps", Columns.texts(sorted, EventRow::timestamp))
                .param("payloadTypes", Columns.texts(sorted, EventRow::payloadType))
                .param("revisions", Columns.texts(sorted, EventRow::revision))
                .param("payloads", sorted.stream().map(EventRow::payload).toArray(byte[][]::new))
                .update();
        return written == sorted.size() ? Map.of() : losers(sorted);
    }

    private Map<EventRow, RuntimeException> losers(List<EventRow> sorted) {
        Set<String> taken = new HashSet<>(
                positions(jdbc.sql(SELECT_TAKEN), sorted).query(String.class).list());
        Map<EventRow, RuntimeException> lost = new IdentityHashMap<>();
        for (EventRow row : sorted) {
            if (taken.contains(row.aggregate())) {
                lost.put(
                        row,
                        new ConcurrencyException("Events of " + row.aggregate() + " were written in the meantime"));
            }
        }
        return lost;
    }

    private static StatementSpec positions(StatementSpec statement, List<EventRow> rows) {
        return statement
                .param("identifiers", Columns.texts(rows, EventRow::identifier))
                .param("aggregates", Columns.texts(rows, EventRow::aggregate))
                .param(
                        "sequenceNumbers",
                        rows.stream().mapToLong(EventRow::sequenceNumber).toArray());
    }
}
