package dev.rollcall.query.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An event as its row has it, whatever that is. */
record StoredEvent(
        long globalIndex,
        String eventId,
        String userId,
        long sequence,
        String type,
        @Nullable String revision,
        String recordedAt,
        byte[] payload) {

    static final String COLUMNS = "event.global_index, event_identifier, aggregate_identifier, sequence_number,"
            + " payload_type, payload_revision, time_stamp, payload";

    private static final String PACKAGE = "dev.rollcall.event.";

    static StoredEvent of(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                row.getLong("global_index"),
                row.getString("event_identifier"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("payload_type"),
                row.getString("payload_revision"),
                row.getString("time_stamp"),
                row.getBytes("payload"));
    }

    /** The event at a place in the log, without a newline: what its leaf is the hash of. */
    byte[] line(long index) {
        String line = "{\"index\":" + index + ",\"sequence\":" + sequence + ",\"eventId\":" + quoted(eventId)
                + ",\"userId\":" + quoted(userId) + ",\"type\":" + quoted(shortType()) + ",\"revision\":"
                + (revision == null ? "null" : quoted(revision)) + ",\"recordedAt\":" + quoted(recordedAt)
                + ",\"payload\":" + payloadJson() + "}";
        try {
            return CanonicalJson.of(line);
        } catch (IOException impossible) {
            throw new IllegalStateException("the line of event " + eventId + " is JSON", impossible);
        }
    }

    byte[] leafHash(long index) {
        return TreeHash.ofLeaf(line(index));
    }

    /** The simple name of our own types; the whole name of a type that is not one of them, and should not be there. */
    private String shortType() {
        return type.startsWith(PACKAGE) ? type.substring(PACKAGE.length()) : type;
    }

    /** No event is written that is not JSON; one that was spoilt since has a line too, with its bytes in base64. */
    private String payloadJson() {
        try {
            return new String(CanonicalJson.of(payload), StandardCharsets.UTF_8);
        } catch (IOException spoilt) {
            return quoted(Base64.getEncoder().encodeToString(payload));
        }
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
