package dev.rollcall.faults.history.log;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads strings, and keeps each value only once: a million lines name few users, nodes and sessions. */
final class PooledStrings extends StdDeserializer<String> {

    private final Map<String, String> pool = new HashMap<>();

    PooledStrings() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (String) context.handleUnexpectedToken(context.constructType(String.class), json);
        }
        String value = json.getString();
        String known = pool.putIfAbsent(value, value);
        return known == null ? value : known;
    }
}
