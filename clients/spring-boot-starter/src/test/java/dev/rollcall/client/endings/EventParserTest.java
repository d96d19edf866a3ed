package dev.rollcall.client.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.client.endings.EventParser.Rubbish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private final List<String> read = new ArrayList<>();

    private final EventParser parser = new EventParser(new EventParser.Listener() {
        @Override
        public void event(String name, String data, @Nullable String id) {
            read.add(name + "|" + data + "|" + id);
        }

        @Override
        public void retryAfter(long millis) {
            read.add("retry " + millis);
        }
    });

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEventsWithAnyEndOfLine(String end) {
        parse(
                ("retry: 1000\n\n: comment\nevent: ended\ndata: {\"sid\":\"ä\"}\n\nid: 7\nevent:known\ndata:1\ndata: 2\n\n")
                        .replace("\n", end));

        assertThat(read).containsExactly("retry 1000", "ended|{\"sid\":\"ä\"}|null", "known|1\n2|7");
    }

    @Test
    void readsEventsThatArriveByteByByte() {
        for (byte part : "event: a\r\ndata: ü\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
            parser.read(ByteBuffer.wrap(new byte[] {part}));
        }

        assertThat(read).containsExactly("a|ü|null");
    }

    @Test
    void ignoresEventsWithoutDataAndUnknownFields() {
        parse("event: a\n\nfoo: bar\nretry: soon\n\n");

        assertThat(read).isEmpty();
    }

    @Test
    void refusesAnEndlessLine() {
        String half = "x".repeat(9_000);
        parse(half);

        assertThatThrownBy(() -> parse(half)).isInstanceOf(Rubbish.class).hasMessageContaining("16384 bytes");
    }

    @Test
    void refusesAnEndlessEvent() {
        String line = "data: " + "x".repeat(9_000) + "\n";
        parse(line);

        assertThatThrownBy(() -> parse(line)).isInstanceOf(Rubbish.class).hasMessageContaining("characters");
    }

    private void parse(String text) {
        parser.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
