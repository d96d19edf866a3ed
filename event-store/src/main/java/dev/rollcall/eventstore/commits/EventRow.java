package dev.rollcall.eventstore.commits;

import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/** An event, or a snapshot, as it is stored. */
record EventRow(
        String identifier,
        String aggregate,
        long sequenceNumber,
        String timestamp,
        String payloadType,
        @Nullable String revision,
        byte[] payload) {

    /** @throws IllegalArgumentException if the event has what has no column */
    static EventRow of(DomainEventMessage<?> event, Serializer serializer) {
        Assert.isTrue(
                StoredData.AGGREGATE_TYPE.equals(event.getType()),
                "Events of other aggregates than UserSessions cannot be stored");
        Assert.isTrue(event.getMetaData().isEmpty(), "Events with metadata cannot be stored");
        SerializedObject<byte[]> payload = event.serializePayload(serializer, byte[].class);
        return new EventRow(
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                DateTimeUtils.formatInstant(event.getTimestamp()),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData());
    }
}
