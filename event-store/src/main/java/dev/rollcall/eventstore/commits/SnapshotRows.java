package dev.rollcall.eventstore.commits;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores snapshots in place of those that they replace. */
final class SnapshotRows implements TransactionStep<EventRow> {

    private static final String REPLACE = """
            WITH replaced AS (
              DELETE FROM snapshot_event_entry
              WHERE aggregate_identifier = :aggregate AND sequence_number < :sequenceNumber)
            INSERT INTO snapshot_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                              payload_type, payload_revision, payload)
            VALUES (:identifier::uuid, :aggregate, :sequenceNumber, :timestamp::timestamptz, :payloadType, :revision,
                    :payload)
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    SnapshotRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Stage stage() {
        return Stage.SNAPSHOTS;
    }

    @Override
    public Map<EventRow, RuntimeException> write(List<EventRow> rows) {
        rows.forEach(this::write);
        return Map.of();
    }

    private void write(EventRow row) {
        jdbc.sql(REPLACE)
                .param("identifier", row.identifier())
                .param("aggregate", row.aggregate())
                .param("sequenceNumber", row.sequenceNumber())
                .param("timestamp", row.timestamp())
                .param("payloadType", row.payloadType())
                .param("revision", row.revision())
                .param("payload", row.payload())
                .update();
    }
}
