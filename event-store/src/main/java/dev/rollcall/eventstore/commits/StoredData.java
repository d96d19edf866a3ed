package dev.rollcall.eventstore.commits;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * A row of events or snapshots. What is the same in all of them is not stored: they have one type of aggregate, and no
 * metadata.
 */
public record StoredData(
        String eventIdentifier,
        String aggregateIdentifier,
        long sequenceNumber,
        Instant timestamp,
        String payloadType,
        @Nullable String revision,
        byte[] payload)
        implements DomainEventData<byte[]> {

    /** The name of the only type of aggregate. */
    static final String AGGREGATE_TYPE = "UserSessions";

    private static final byte[] NO_META_DATA = "{}".getBytes(StandardCharsets.UTF_8);

    public static StoredData of(ResultSet row) throws SQLException {
        return new StoredData(
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getObject("time_stamp", OffsetDateTime.class).toInstant(),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getBytes("payload"));
    }

    @Override
    public String getType() {
        return AGGREGATE_TYPE;
    }

    @Override
    public String getAggregateIdentifier() {
        return aggregateIdentifier;
    }

    @Override
    public long getSequenceNumber() {
        return sequenceNumber;
    }

    @Override
    public String getEventIdentifier() {
        return eventIdentifier;
    }

    @Override
    public Instant getTimestamp() {
        return timestamp;
    }

    @Override
    public SerializedObject<byte[]> getMetaData() {
        return new SerializedMetaData<>(NO_META_DATA, byte[].class);
    }

    @Override
    public SerializedObject<byte[]> getPayload() {
        return new SimpleSerializedObject<>(payload, byte[].class, payloadType, revision);
    }
}
