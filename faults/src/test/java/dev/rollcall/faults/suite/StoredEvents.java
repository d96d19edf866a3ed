package dev.rollcall.faults.suite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adds to the log what is stored in the end. */
final class StoredEvents {

    private static final String SELECT = """
            SELECT aggregate_identifier, sequence_number, global_index, payload_type::text, payload
            FROM domain_event_entry WHERE aggregate_identifier LIKE ? ORDER BY global_index
            """;

    private static final Map<String, String> REASONS =
            Map.of("IDLE", "IDLE_TIMEOUT", "ABSOLUTE", "ABSOLUTE_TIMEOUT", "ORPHANED", "ORPHANED");

    private static final JsonMapper JSON = new JsonMapper();

    private StoredEvents() {}

    /** @param prefix of the ids of the users */
    static void write(Connection connection, String prefix, OperationLog log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, prefix + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    log.write("event", event(row));
                }
            }
        }
    }

    private static Map<String, Object> event(ResultSet row) throws SQLException {
        JsonNode payload = JSON.readTree(row.getBytes("payload"));
        String type = row.getString("payload_type");
        Map<String, Object> event = new HashMap<>();
        event.put("user", row.getString("aggregate_identifier"));
        event.put("sequence", row.getLong("sequence_number"));
        event.put("index", row.getLong("global_index"));
        event.put("event", type.substring(type.lastIndexOf('.') + 1));
        event.put("session", text(payload, "sessionId"));
        event.put("sessions", texts(payload.path("sessionIds")));
        event.put("kept", text(payload, "keptSessionId"));
        event.put("replacedBy", text(payload, "replacedBy"));
        String cause = text(payload, "cause");
        event.put("reason", cause == null ? text(payload, "reason") : REASONS.get(cause));
        return event;
    }

    private static @Nullable String text(JsonNode payload, String field) {
        JsonNode value = payload.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static @Nullable List<String> texts(JsonNode array) {
        return array.isArray() ? array.valueStream().map(JsonNode::asString).toList() : null;
    }
}
