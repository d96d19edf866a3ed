package dev.rollcall.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {

    private static final JsonMapper JACKSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T12:00:00Z",
                "2024-02-29T23:59:59.1Z",
                "2026-12-31T00:00:00.123Z",
                "1969-12-31T23:59:59.123456Z",
                "0001-01-01T01:02:03.000000001Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void readsTheStoredFormAsJavaDoes(String text) throws JsonProcessingException {
        assertThat(EventJson.json().readValue('"' + text + '"', Instant.class)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-01T12:00:00+00:00\"",
                "\"2026-01-01T13:00:00.5+01:00\"",
                "\"2026-01-01T24:00:00Z\"",
                "\"2026-01-01T12:00:00.Z\"",
                "\"+12026-01-01T12:00:00Z\"",
                "\"-0001-01-01T12:00:00Z\"",
                "1767268800",
                "1767268800.123456789"
            })
    void readsOtherFormsAsJacksonDoes(String json) throws JsonProcessingException {
        assertThat(EventJson.json().readValue(json, Instant.class)).isEqualTo(JACKSON.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-01-01T12:60:00Z",
                "2026-01-01T12:00:00.1234567890Z",
                "2026-01-01T12:00:00",
                "+026-01-01T12:00:00Z",
                "2026-01-01 12:00:00Z",
                "noon"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> EventJson.json().readValue('"' + text + '"', Instant.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
