package dev.rollcall.query.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.transparency.CanonicalJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how an event becomes a line of the log. */
class StoredEventTest {

    @Test
    void theLineIsCanonical() throws IOException {
        byte[] line = event("dev.rollcall.event.SessionStarted", "{\"b\": 1.0, \"a\":\"\\u20ac\"}")
                .line(12);

        assertThat(line).isEqualTo(CanonicalJson.of(line));
        assertThat(new String(line, UTF_8)).isEqualTo("""
                {"eventId":"e-1","index":12,"payload":{"a":"€","b":1},"recordedAt":"2026-01-01T12:00:00Z",\
                "revision":null,"sequence":3,"type":"SessionStarted","userId":"al\\"ice\\n\\u001f"}""");
    }

    @Test
    void aForeignTypeKeepsItsFullName() {
        assertThat(event("dev.rollcalx.event.SessionStarted", "{}").line(0))
                .isNotEqualTo(event("dev.rollcall.event.SessionStarted", "{}").line(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "1", "{}{}", "{\"a\":1},\"index\":2", "{\"a\":1,\"a\":2}", "{\"a\":1e999}", "\u00ff"})
    void aPayloadThatIsNotJsonStillHasALine(String payload) {
        assertThat(new String(event("T", payload).line(0), UTF_8)).contains("\"payload\":\"");
    }

    @Test
    void invalidUtf8StillChangesTheLine() {
        assertThat(event(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}).line(0))
                .isNotEqualTo(event(new byte[] {'{', '"', (byte) 0xfe, '"', ':', '1', '}'})
                        .line(0));
    }

    private static StoredEvent event(String type, String payload) {
        return new StoredEvent(
                7, "e-1", "al\"ice\n\u001f", 3, type, null, "2026-01-01T12:00:00Z", payload.getBytes(UTF_8));
    }

    private static StoredEvent event(byte[] payload) {
        return new StoredEvent(7, "e-1", "alice", 3, "T", null, "2026-01-01T12:00:00Z", payload);
    }
}
