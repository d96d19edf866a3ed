package dev.rollcall.eventstore.commits;

import java.util.List;
import java.util.function.BiConsumer;

/** Stores snapshots in place of those that they replace. */
final class SnapshotRows implements TransactionStep<EventRow> {

    private static final String REPLACE = """
            WITH replaced AS (
              DELETE FROM snapshot_event_entry
              WHERE aggregate_identifier = ? AND sequence_number < ?)
            INSERT INTO snapshot_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                              payload_type, payload_revision, payload)
            VALUES (?::uuid, ?, ?, ?::timestamptz, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    @Override
    public Stage stage() {
        return Stage.SNAPSHOTS;
    }

    @Override
    public void write(
            List<EventRow> rows, PipelinedStatements statements, BiConsumer<EventRow, RuntimeException> refuse) {
        for (EventRow row : rows) {
            statements.update(
                    REPLACE,
                    row.aggregate(),
                    row.sequenceNumber(),
                    row.identifier(),
                    row.aggregate(),
                    row.sequenceNumber(),
                    row.timestamp(),
                    row.payloadType(),
                    row.revision(),
                    row.payload());
        }
    }
}
