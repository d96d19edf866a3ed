package dev.rollcall.api.sessions.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.web.stream.ClientOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is sent to a service, and in which order, however slowly the service takes it. */
class EndingsStreamTest {

    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

    private final EndingTexts texts = new EndingTexts(new JsonMapper());
    private final Endings head = new Endings(0, Endings.Content.NONE);
    private final Output output = new Output();
    private final EndingsStream stream = new EndingsStream(new RecentEndings.Start("source", head, NOW, false), 1_000);

    /** Takes as many texts as it is allowed to. */
    private static class Output implements ClientOutput {

        private final List<String> sent = new ArrayList<>();
        private int room = Integer.MAX_VALUE;

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public boolean send(byte[] events) {
            if (room <= 0) {
                return false;
            }
            room--;
            sent.add(new String(events, StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public void end(String last) {
            room = 0;
        }
    }

    private RecentEndings.Known append(int number) {
        Endings tail = head;
        for (int i = 1; i <= number; i++) {
            tail = tail.append(new Endings.Content(("<" + i + ">").getBytes(StandardCharsets.UTF_8), 1, NOW));
        }
        return new RecentEndings.Known(5_000, tail.number());
    }

    private EndingsStream.State send(RecentEndings.Known known, long now) {
        return stream.send(known, texts, now);
    }

    @Test
    void sendsNothingBeforeItHasBegun() {
        assertThat(send(append(1), 1_000)).isEqualTo(EndingsStream.State.WAITING);
        assertThat(output.sent).isEmpty();
    }

    @Test
    void saysThatSomethingIsKnownOnceAndOnlyAfterAllThatEndedBefore() {
        RecentEndings.Known known = append(3);
        stream.begin(output);
        output.room = 2;

        assertThat(send(known, 1_000)).isEqualTo(EndingsStream.State.WAITING);
        assertThat(output.sent).containsExactly("<1>", "<2>");
        output.room = 1;
        assertThat(send(known, 1_001)).isEqualTo(EndingsStream.State.WAITING);
        output.room = 9;
        assertThat(send(known, 1_002)).isEqualTo(EndingsStream.State.CURRENT);
        send(known, 1_003);

        assertThat(output.sent)
                .containsExactly("<1>", "<2>", "<3>", "id: source.3\nevent: known\ndata: {\"until\":5000}\n\n");
    }

    @Test
    void leavesTheTurnToOthers() {
        RecentEndings.Known known = append(40);
        stream.begin(output);

        assertThat(send(known, 1_000)).isEqualTo(EndingsStream.State.MORE);
        assertThat(output.sent).hasSize(16).doesNotContain("known");
        assertThat(send(known, 1_001)).isEqualTo(EndingsStream.State.MORE);
        assertThat(send(known, 1_002)).isEqualTo(EndingsStream.State.CURRENT);
        assertThat(output.sent.subList(0, 40))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> "<" + i + ">")
                        .toList());
        assertThat(output.sent.get(40)).contains("known");
    }

    @Test
    void isTooSlowOnlyIfItIsBehindForAMinute() {
        RecentEndings.Known known = append(3);
        stream.begin(output);
        output.room = 2;

        assertThat(send(known, 60_900)).isEqualTo(EndingsStream.State.WAITING);
        output.room = 3;
        assertThat(send(known, 61_000)).isEqualTo(EndingsStream.State.CURRENT);
        output.room = 0;
        assertThat(send(known, 121_000)).isEqualTo(EndingsStream.State.WAITING);
        assertThat(send(known, 121_001)).isEqualTo(EndingsStream.State.TOO_SLOW);
    }
}
