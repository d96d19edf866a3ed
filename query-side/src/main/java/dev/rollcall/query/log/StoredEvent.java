package dev.rollcall.query.log;

import dev.rollcall.transparency.CanonicalJson;
import dev.rollcall.transparency.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event exactly as it is stored, even if it is damaged. */
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

    private static final String SELECT_AFTER = "SELECT " + COLUMNS
            + " FROM written_event event WHERE global_index > :after ORDER BY global_index LIMIT :limit";

    private static final String PACKAGE = "dev.rollcall.event.";

    /** Returns the first events after a global index. */
    static List<StoredEvent> after(JdbcClient jdbc, long globalIndex, int limit) {
        return jdbc.sql(SELECT_AFTER)
                .param("after", globalIndex)
                .param("limit", limit)
                .query(StoredEvent::of)
                .list();
    }

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

    /**
     * Returns the event's line in the log, in canonical form and without a newline. Its leaf is the hash of this line.
     *
     * @param index the place of the event in the log
     */
    byte[] line(long index) {
        String line = "{\"eventId\":" + CanonicalJson.quoted(eventId)
                + ",\"index\":" + index
                + ",\"payload\":" + payloadJson()
                + ",\"recordedAt\":" + CanonicalJson.quoted(recordedAt)
                + ",\"revision\":" + (revision == null ? "null" : CanonicalJson.quoted(revision))
                + ",\"sequence\":" + sequence
                + ",\"type\":" + CanonicalJson.quoted(shortType())
                + ",\"userId\":" + CanonicalJson.quoted(userId) + "}";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    byte[] leafHash(long index) {
        return TreeHash.ofLeaf(line(index));
    }

    /**
     * Returns the simple name of Rollcall's own event types, and the full name of any other type, of which there should
     * be none.
     */
    private String shortType() {
        return type.startsWith(PACKAGE) ? type.substring(PACKAGE.length()) : type;
    }

    /** Every event is written as JSON. A payload that was damaged later still gets a line, with its bytes in base64. */
    private String payloadJson() {
        try {
            return new String(CanonicalJson.of(payload), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            return CanonicalJson.quoted(Base64.getEncoder().encodeToString(payload));
        }
    }
}
