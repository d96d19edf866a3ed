package dev.rollcall.transparency.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Recognises the lines that replace the key of the log: events of this type that belong to no user. */
final class KeyLine {

    private static final JsonFactory JSON = new JsonFactory();

    /** How such a line ends in canonical form. */
    private static final byte[] END = ",\"type\":\"LogKeyReplaced\",\"userId\":\"\"}".getBytes(UTF_8);

    private KeyLine() {}

    static boolean is(byte[] line) {
        return line.length > END.length
                && Arrays.equals(line, line.length - END.length, line.length, END, 0, END.length);
    }

    /** @return the signed statement of such a line; empty text if it has none */
    static String statement(byte[] line) throws IOException {
        try (JsonParser event = JSON.createParser(line)) {
            event.nextToken();
            for (String member = event.nextFieldName(); member != null; member = event.nextFieldName()) {
                if (event.nextToken() == JsonToken.START_OBJECT && member.equals("payload")) {
                    return statementOf(event);
                }
                event.skipChildren();
            }
        }
        return "";
    }

    private static String statementOf(JsonParser payload) throws IOException {
        for (String member = payload.nextFieldName(); member != null; member = payload.nextFieldName()) {
            JsonToken value = payload.nextToken();
            if (member.equals("statement") && value == JsonToken.VALUE_STRING) {
                return payload.getText();
            }
            payload.skipChildren();
        }
        return "";
    }
}
