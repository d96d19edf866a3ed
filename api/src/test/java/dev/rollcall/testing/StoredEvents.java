package dev.rollcall.testing;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads events in their stored form. */
public final class StoredEvents {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT = """
            SELECT convert_from(payload, 'UTF8') FROM domain_event_entry
            WHERE aggregate_identifier = ? AND payload_type = ?::event_type ORDER BY sequence_number
            """;

    private StoredEvents() {}

    /**
     * @param userId of a user, for events about sessions; after a tab, for events about the account
     * @param type the simple name of the event's class
     */
    public static List<JsonNode> of(TestDatabase database, String userId, String type) {
        return database.jdbc().queryForList(SELECT, String.class, userId, "dev.rollcall.event." + type).stream()
                .map(JSON::readTree)
                .toList();
    }
}
