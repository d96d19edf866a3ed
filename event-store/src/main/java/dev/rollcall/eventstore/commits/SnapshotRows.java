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
            INSERT INTO snapshot_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                              payload_type, payload_revision, payload, meta_data)
            VALUES (:identifier, :aggregate, :sequenceNumber, :type, :timestamp, :payloadType, :revision, :payload,
                    :metaData)
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
                .param("type", row.type())
                .param("timestamp", row.timestamp())
                .param("payloadType", row.payloadType())
                .param("revision", row.revision())
                .param("payload", row.payload())
                .param("metaData", row.metaData())
                .update();
    }
}
