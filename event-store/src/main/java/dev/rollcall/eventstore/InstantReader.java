package dev.rollcall.eventstore;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads RFC 3339 times, as they are stored, and leaves any other form to Jackson, which takes ten times as long. Times
 * are much of what it costs to read an event.
 */
class InstantReader extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1;

    private static final int DATE_LENGTH = "2026-01-01".length();

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING) && isStoredForm(json.getText())) {
            try {
                return ITU.parseDateTime(json.getText()).toInstant();
            } catch (DateTimeException otherForm) {
                // Jackson reads it, or says what is wrong with it.
            }
        }
        return InstantDeserializer.INSTANT.deserialize(json, context);
    }

    /** RFC 3339 allows other separators as well, Jackson does not. */
    private static boolean isStoredForm(String text) {
        return text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == 'T';
    }
}
