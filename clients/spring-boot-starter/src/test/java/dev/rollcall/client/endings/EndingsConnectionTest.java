package dev.rollcall.client.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.client.endings.EndingsConnection.Proof;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingsConnectionTest {

    private static final String OPENED = "event: opened\ndata: {\"clock\":1000,\"since\":\"2026-01-01T12:00:00Z\"}\n\n";

    private final FakeClocks time = new FakeClocks();
    private final Recorder recorder = new Recorder();
    private final Moment sentAt = time.now();
    private final EndingsConnection connection = new EndingsConnection(recorder, time.clocks(), false);

    private boolean cancelled;

    private static final class Recorder implements EndingsConnection.Follower {

        final List<String> ended = new ArrayList<>();
        final List<Proof> proofs = new ArrayList<>();
        final List<String> lost = new ArrayList<>();

        @Override
        public void ended(String data) {
            ended.add(EventData.ended(data).sessionId());
        }

        @Override
        public void proven(EndingsConnection connection, Proof proof) {
            proofs.add(proof);
        }

        @Override
        public void retryAfter(long millis) {}

        @Override
        public void lost(EndingsConnection connection, String why) {
            lost.add(why);
        }
    }

    EndingsConnectionTest() {
        connection.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long parts) {}

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    @Nested
    class Proofs {

        @Test
        void countFromTheRequestAndNotFromTheAnswer() {
            time.pass(700);
            receive(OPENED + known(1000));

            assertThat(recorder.proofs)
                    .singleElement()
                    .satisfies(proof -> assertThat(ageOf(proof)).isEqualTo(Duration.ofMillis(701)));
            assertThat(connection.isProven()).isTrue();
        }

        @Test
        void goOnWithTheNodesClock() {
            receive(OPENED);
            time.pass(5_000);
            receive(known(5_900));

            assertThat(ageOf(recorder.proofs.get(0))).isEqualTo(Duration.ofMillis(5_000 - 4_900 + 1));
        }

        @Test
        void areOlderByAsMuchAsClocksMayDrift() {
            receive(OPENED);
            time.pass(1_000_000);
            receive(known(1_001_000));

            assertThat(ageOf(recorder.proofs.get(0))).isEqualTo(Duration.ofMillis(100 + 1));
        }

        @Test
        void areRefusedIfTheyAreAboutTheFuture() {
            receive(OPENED);
            time.pass(500);
            receive(known(1_503));

            assertThat(recorder.proofs).isEmpty();
            assertThat(recorder.lost).singleElement().asString().contains("future");
        }

        @Test
        void areRefusedAfterAPauseOfThisMachine() {
            receive(OPENED);
            time.pass(0, 60_000);

            assertThat(connection.clocksDisagree()).isTrue();
            receive(known(61_000));
            assertThat(recorder.proofs).isEmpty();
            assertThat(cancelled).isTrue();
        }

        @Test
        void tellTheIdForResuming() {
            receive(OPENED + "id: 42\n" + known(1000));

            assertThat(recorder.proofs).singleElement().extracting(Proof::id).isEqualTo("42");
        }
    }

    @Test
    void doesNotResumeAfterAnIdThatAHeaderCannotHave() {
        receive(OPENED + "id: ä\n" + known(1000));

        assertThat(recorder.proofs).singleElement().extracting(Proof::id).isNull();
    }

    @Test
    void tellsEachEnd() {
        receive(OPENED
                + "event: ended\ndata: {\"sid\":\"a\",\"userId\":\"june\",\"reason\":\"NEW_REASON\","
                + "\"endedAt\":\"2026-01-01T12:10:00.123Z\",\"later\":{\"added\":[1]}}\n\n"
                + "event: later-added\ndata: ?\n\n");

        assertThat(recorder.ended).containsExactly("a");
        assertThat(recorder.lost).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: opened\ndata: {}\n\n",
                "event: opened\ndata: {\"clock\":1.5,\"since\":\"2026-01-01T12:00:00Z\"}\n\n",
                "event: opened\ndata: {\"clock\":1,\"since\":\"yesterday\"}\n\n",
                "event: opened\ndata: {\"clock\":1,\"since\":\"2026-01-01T12:00:00Z\",\"resumed\":true}\n\n",
                OPENED + OPENED,
                "event: known\ndata: {\"until\":1000}\n\n",
                "event: ended\ndata: {}\n\n",
                OPENED + "event: ended\ndata: {\"sid\":\"\",\"userId\":\"j\",\"reason\":\"R\",\"endedAt\":\"x\"}\n\n",
                OPENED + "event: ended\ndata: [\n\n",
                OPENED + "event: known\ndata: {\"until\":\"1000\"}\n\n",
            })
    void closesAStreamThatMakesNoSense(String text) {
        receive(text);

        assertThat(recorder.lost).singleElement().asString().contains("makes no sense");
        assertThat(cancelled).isTrue();
        receive(OPENED + known(1000));
        assertThat(recorder.proofs).isEmpty();
    }

    @Test
    void reportsItsEndOnce() {
        connection.onComplete();
        connection.onError(new IllegalStateException("late"));

        assertThat(recorder.lost).containsExactly("Rollcall ended the stream");
    }

    private static String known(long until) {
        return "event: known\ndata: {\"until\":" + until + "}\n\n";
    }

    private Duration ageOf(Proof proof) {
        assertThat(proof.until().millis() - sentAt.millis())
                .isEqualTo(TimeUnit.NANOSECONDS.toMillis(proof.until().nanos() - sentAt.nanos()));
        assertThat(proof.opened().since()).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
        return Duration.ofNanos(proof.until().nanosUntil(time.now()));
    }

    private void receive(String text) {
        connection.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
}
