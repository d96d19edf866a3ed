package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S1-6, S1-7: it does not matter which node a client's stream comes from. */
class StreamsOfTwoNodesIT {

    /** A few hundredths usually; a second is promised, and a busy machine gets another one. */
    private static final Duration PROMPTLY = Duration.ofSeconds(2);

    private static final int TIMES = 10;

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    @Test
    void s1_6_aDeviceIsToldWithinASecondThatAnotherNodeEndedItsSession() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            SignedIn device = NODES.one().client().start("ended-elsewhere");
            try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
                SignedIn there = device.at(NODES.other().client());

                long endedAt = System.nanoTime();
                there.client().post("/auth/logout");
                EventStream.Event ended = stream.next("session-ended");
                delays.add(Duration.ofNanos(ended.nanos() - endedAt));

                assertThat(ended.text("sessionId")).isEqualTo(device.sessionId());
                assertThat(stream.ends(PROMPTLY)).isTrue();
            }
        }
        assertThat(delays).allMatch(delay -> delay.compareTo(PROMPTLY) < 0);
        assertThat(delays.stream().sorted().toList().get(TIMES / 2))
                .as("the median of " + delays + ", which nodes that only look every 400 ms would not reach")
                .isLessThan(Duration.ofMillis(150));
    }

    @Test
    void s1_7_aSessionThatAnotherNodeStartedAppearsWithinASecond() {
        SignedIn device = NODES.one().client().start("started-elsewhere");
        List<Duration> delays = new ArrayList<>();
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            for (int i = 0; i < TIMES; i++) {
                SignedIn there = NODES.other().client().start("started-elsewhere");
                long startedAt = System.nanoTime();

                EventStream.Event started = stream.next("session-started");
                delays.add(Duration.ofNanos(started.nanos() - startedAt));

                assertThat(started.text("sessionId")).isEqualTo(there.sessionId());
            }
        }
        assertThat(delays).allMatch(delay -> delay.compareTo(PROMPTLY) < 0);
    }
}
