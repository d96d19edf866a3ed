package dev.rollcall.client.endings;

import dev.rollcall.client.EndedSession;
import dev.rollcall.client.endings.EndingsConnection.Opened;
import dev.rollcall.client.endings.EventParser.Rubbish;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the data of the events. Fields that are not known are ignored. */
final class EventData {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int LONGEST_TEXT = 1024;

    private EventData() {}

    static Opened opened(String data) {
        return read(
                data,
                json -> new Opened(
                        number(json, "clock"),
                        Instant.parse(text(json, "since")),
                        json.path("resumed").asBoolean(false)));
    }

    static EndedSession ended(String data) {
        return read(
                data,
                json -> new EndedSession(
                        text(json, "sid"),
                        text(json, "userId"),
                        text(json, "reason"),
                        Instant.parse(text(json, "endedAt"))));
    }

    static long knownUntil(String data) {
        return read(data, json -> number(json, "until"));
    }

    private static <T> T read(String data, Function<JsonNode, T> reading) {
        try {
            return reading.apply(JSON.readTree(data));
        } catch (JacksonException | DateTimeException unreadable) {
            throw new Rubbish("An event cannot be read: " + unreadable.getMessage());
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > LONGEST_TEXT) {
            throw new Rubbish(field + " is not a string of 1 to " + LONGEST_TEXT + " characters");
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Rubbish(field + " is not a whole number");
        }
        return value.longValue();
    }
}
