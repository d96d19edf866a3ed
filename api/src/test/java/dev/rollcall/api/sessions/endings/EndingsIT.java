package dev.rollcall.api.sessions.endings;

import static dev.rollcall.api.sessions.endings.EndingCalls.endWithoutNotification;
import static dev.rollcall.api.sessions.endings.EndingCalls.ending;
import static dev.rollcall.api.sessions.endings.EndingCalls.untilKnown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Delays;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.EventStream.Event;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: services learn of each session that ends, whichever node ended it, and how much they know. */
class EndingsIT {

    private static final int TIMES = 16;

    /** Enough to end some at any time between two reads of the node. */
    private static final int MANY_TIMES = 200;

    private final Client client = SharedNode.client();
    private final Client other = SharedNode.other().client();

    @Test
    void tellsWhatEndsOnAnyNode() {
        SignedIn evicted = client.start("ends-here").settings(Map.of("maxSessions", 1));
        SignedIn loggedOut = other.start("ends-there");
        try (EventStream here = client.endings();
                EventStream there = other.endings()) {
            client.start("ends-here");
            loggedOut.client().post("/auth/logout");

            for (EventStream stream : List.of(here, there)) {
                Event eviction = ending(evicted, stream);
                assertThat(eviction.data().propertyNames()).containsExactly("sid", "userId", "reason", "endedAt");
                assertThat(eviction.text("userId")).isEqualTo("ends-here");
                assertThat(eviction.text("reason")).isEqualTo("EVICTED_BY_LIMIT");
                assertThat(Instant.parse(eviction.text("endedAt"))).isBeforeOrEqualTo(Instant.now());
            }
        }
        try (EventStream later = client.endings()) {
            Event logout = ending(loggedOut, later);
            assertThat(logout.text("userId")).isEqualTo("ends-there");
            assertThat(logout.text("reason")).isEqualTo("LOGGED_OUT");
            assertThat(Instant.parse(later.first().path("since").asString("")))
                    .isBefore(Instant.parse(logout.text("endedAt")));
        }
    }

    /** The node that ends a session tells its own services as soon as those of others. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsWhatEndedAsSoonAsNotified(boolean onTheSameNode) {
        Client ender = onTheSameNode ? client : other;
        Delays notified = new Delays();
        Delays unnotified = new Delays();
        try (EventStream stream = client.endings()) {
            for (int i = 0; i < TIMES; i++) {
                notified.addSince(
                        endAndAwait(stream, device -> device.at(ender).client().post("/auth/logout")));
                unnotified.addSince(endAndAwait(stream, device -> endWithoutNotification(device.sessionId())));
            }
        }

        notified.assertMuchShorterThan(unnotified);
    }

    /** @return the {@link System#nanoTime} at which the session was ended */
    private static long endAndAwait(EventStream stream, Consumer<SignedIn> end) {
        SignedIn device = SharedNode.client().start("told-soon");
        end.accept(device);
        long endedAt = System.nanoTime();
        ending(device, stream);
        return endedAt;
    }

    /** What a service may rely on: a time counted from before its request, and only by its own clock. */
    @Test
    void whatEndedBeforeTheKnownTimeHasBeenTold() {
        client.endings().close(); // so that the next request is answered quickly
        long requestedAt = System.nanoTime();
        try (EventStream stream = client.endings()) {
            Map<String, Long> endedAfter = new HashMap<>();
            for (int i = 0; i < MANY_TIMES; i++) {
                String session = client.start("told-in-time").sessionId();
                endWithoutNotification(session);
                endedAfter.put(session, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - requestedAt));
            }

            EndingCalls.assertToldInTime(endedAfter, stream);
        }
    }

    /** Transactions do not commit in the order in which they begin. */
    @Test
    void missesNothingThatIsCommittedLate() throws SQLException {
        UUID late = UUID.randomUUID();
        try (EventStream stream = client.endings();
                Connection connection = SharedNode.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator) VALUES ('"
                    + late + "', 'late', 'LOGGED_OUT', now(), 'user')");
            List<SignedIn> others = List.of(client.start("early"), other.start("early"), client.start("early"));
            others.forEach(device -> device.client().post("/auth/logout"));
            others.forEach(device -> ending(device, stream));
            List<Event> meanwhile = untilKnown(stream);
            connection.commit();

            assertThat(meanwhile).as("told a second time").isEmpty();
            assertThat(ending(late.toString(), stream).text("userId")).isEqualTo("late");
        }
    }

    @Test
    void goesOnWhereAnEarlierStreamOfTheClientEnded() {
        SignedIn before = client.start("resumes");
        String position;
        try (EventStream stream = client.endings()) {
            before.client().post("/auth/logout");
            ending(before, stream);
            untilKnown(stream);
            position = EndingCalls.lastId(stream);
        }
        SignedIn meanwhile = client.start("resumes");
        meanwhile.client().post("/auth/logout");

        try (EventStream stream = client.with("Last-Event-ID", position).endings()) {
            assertThat(stream.first().path("resumed").asBoolean(false)).isTrue();
            assertThat(untilKnown(stream))
                    .extracting(ended -> ended.text("sid"))
                    .contains(meanwhile.sessionId())
                    .doesNotContain(before.sessionId());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "of another node.3", "00000000-0000-7000-8000-000000000000.1", "a.99999999999999999999"
            })
    void beginsAnewAfterAnUnknownPosition(String position) {
        SignedIn device = client.start("begins-anew");
        device.client().post("/auth/logout");

        try (EventStream stream = client.with("Last-Event-ID", position).endings()) {
            assertThat(stream.first().has("resumed")).isFalse();
            ending(device, stream);
        }
    }

    @Test
    void aPositionThatWasNotReachedYetIsUnknown() {
        String position;
        try (EventStream stream = client.endings()) {
            untilKnown(stream);
            position = EndingCalls.lastId(stream);
        }
        String ahead = position.substring(0, position.indexOf('.')) + ".123456789012";

        try (EventStream stream = client.with("Last-Event-ID", ahead).endings()) {
            assertThat(stream.first().has("resumed")).isFalse();
        }
    }

    @Test
    void tellsThatASessionExpired() {
        client.start("expires-unused").settings(Map.of("idleTimeout", "PT1S"));
        SignedIn device = client.start("expires-unused");
        try (EventStream stream = client.endings()) {
            assertThat(ending(device, stream, Duration.ofSeconds(20)).text("reason"))
                    .isEqualTo("IDLE_TIMEOUT");
        }
    }
}
