package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Delays;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** S1-6, S1-7: streams of any node report starts and ends on any other. */
class StreamsOfTwoNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int TIMES = 16;

    @Test
    void reportsAnEndOnAnotherNodeAsSoonAsNotified() {
        Delays notified = new Delays();
        Delays unnotified = new Delays();
        for (int i = 0; i < TIMES; i++) {
            notified.addSince(endAndAwaitEvent(
                    device -> device.at(SharedNode.other().client()).client().post("/auth/logout")));
            unnotified.addSince(endAndAwaitEvent(StreamsOfTwoNodesIT::endWithoutNotification));
        }

        notified.assertMuchShorterThan(unnotified);
    }

    /** @return the {@link System#nanoTime} at which the session was ended */
    private static long endAndAwaitEvent(Consumer<SignedIn> ending) {
        SignedIn device = SharedNode.client().start("ended-elsewhere");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            ending.accept(device);
            long endedAt = System.nanoTime();

            assertThat(stream.next("session-ended").text("sessionId")).isEqualTo(device.sessionId());
            return endedAt;
        }
    }

    private static void endWithoutNotification(SignedIn device) {
        SharedNode.database()
                .jdbc()
                .update(
                        "WITH ended AS (DELETE FROM live_session WHERE user_id = ? RETURNING session_id, user_id)"
                                + " INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                                + " SELECT session_id, user_id, 'LOGGED_OUT', now(), 'user' FROM ended",
                        device.userId());
    }

    @Test
    void endsTheStreamOfAnEndedSession() {
        SignedIn device = SharedNode.client().start("stream-ends");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            device.at(SharedNode.other().client()).client().post("/auth/logout");

            assertThat(stream.next("session-ended").text("sessionId")).isEqualTo(device.sessionId());
            assertThat(stream.ends(PATIENCE)).isTrue();
        }
    }

    @Test
    void reportsStartsOnAnotherNode() {
        SignedIn device = SharedNode.client().start("started-elsewhere");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            for (int i = 0; i < TIMES; i++) {
                SignedIn there = SharedNode.other().client().start("started-elsewhere");

                assertThat(stream.next("session-started").text("sessionId")).isEqualTo(there.sessionId());
            }
        }
    }
}
