package dev.rollcall.api.sessions.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.EventStream.Event;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Reads streams of ended sessions. */
final class EndingCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private EndingCalls() {}

    /** Reads until the end of a session is told, and returns it. */
    static Event ending(SignedIn device, EventStream stream) {
        return ending(device.sessionId(), stream);
    }

    static Event ending(SignedIn device, EventStream stream, Duration patience) {
        return ending(device.sessionId(), stream, patience);
    }

    static Event ending(String session, EventStream stream) {
        return ending(session, stream, PATIENCE);
    }

    private static Event ending(String session, EventStream stream, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Event event = next(stream);
            if (event.name().equals("ended") && event.text("sid").equals(session)) {
                return event;
            }
        }
        throw new AssertionError("the end of " + session + " was not told");
    }

    /** Reads until everything that ended before the stream was opened is known, and returns what ended. */
    static List<Event> untilKnown(EventStream stream) {
        return untilKnown(0, stream);
    }

    /**
     * Reads until everything that ended before a time is known, and returns what ended.
     *
     * @param millis after the stream was opened
     */
    static List<Event> untilKnown(long millis, EventStream stream) {
        long opened = stream.first().path("clock").asLong();
        List<Event> ended = new ArrayList<>();
        while (true) {
            Event event = next(stream);
            if (event.name().equals("ended")) {
                ended.add(event);
            } else if (event.data().path("until").asLong() - opened >= millis) {
                return ended;
            }
        }
    }

    /**
     * Asserts that each of these sessions is told before it is said to be known.
     *
     * @param endedAfter when they had ended, in milliseconds after the stream was opened
     */
    static void assertToldInTime(Map<String, Long> endedAfter, EventStream stream) {
        long opened = stream.first().path("clock").asLong();
        Map<String, Long> untold = new HashMap<>(endedAfter);
        while (!untold.isEmpty()) {
            Event event = next(stream);
            if (event.name().equals("ended")) {
                untold.remove(event.text("sid"));
            } else {
                long known = event.data().path("until").asLong() - opened;
                assertThat(untold.values())
                        .as("ended before " + known + ", untold")
                        .allMatch(ended -> ended > known);
            }
        }
    }

    private static Event next(EventStream stream) {
        Event event = stream.next(PATIENCE);
        assertThat(event).as(() -> "nothing came; " + stream.otherLines()).isNotNull();
        assertThat(Objects.requireNonNull(event).name()).isIn("ended", "known");
        return event;
    }

    /** Returns the last event id that was received. */
    static String lastId(EventStream stream) {
        return stream.otherLines().stream()
                .filter(line -> line.startsWith("id: "))
                .reduce((one, another) -> another)
                .orElseThrow()
                .substring("id: ".length());
    }

    /** Ends a session in the database, so that nodes notice only when they look. */
    static void endWithoutNotification(String session) {
        SharedNode.database()
                .jdbc()
                .update(
                        "WITH ended AS (DELETE FROM live_session WHERE session_id = ? RETURNING session_id, user_id)"
                                + " INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                                + " SELECT session_id, user_id, 'LOGGED_OUT', now(), 'user' FROM ended",
                        UUID.fromString(session));
    }
}
