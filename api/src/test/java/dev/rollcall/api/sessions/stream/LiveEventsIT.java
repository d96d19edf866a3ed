package dev.rollcall.api.sessions.stream;

import static dev.rollcall.api.sessions.stream.StreamCalls.assertEnded;
import static dev.rollcall.api.sessions.stream.StreamCalls.assertRefused;
import static dev.rollcall.api.sessions.stream.StreamCalls.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.EventStream.Event;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** S1-6, S1-7: clients receive session starts and ends as they happen. */
class LiveEventsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Client client = SharedNode.client();

    @Test
    void beginsWithTheLiveSessions() {
        SignedIn phone = client.start("begins");
        SignedIn laptop = client.start("begins");

        try (EventStream stream = stream(phone)) {
            assertThat(stream.sessions())
                    .isEqualTo(phone.client().get(phone.sessions()).at("sessions"));
            assertThat(stream.sessions()
                            .valueStream()
                            .map(session -> session.path("sessionId").asString()))
                    .containsExactly(laptop.sessionId(), phone.sessionId());
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(stream.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(stream.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(stream.otherLines()).containsExactly("retry: 1000");
        }
    }

    @Test
    void reportsStartsAndEnds() {
        SignedIn phone = client.start("appears");
        try (EventStream stream = stream(phone)) {
            SignedIn laptop = laptop("appears");

            JsonNode started = stream.next("session-started").data();
            assertThat(started)
                    .isEqualTo(phone.client()
                            .get(phone.sessions() + "/" + laptop.sessionId())
                            .body());
            assertThat(started.at("/device/label").asString()).isEqualTo("A laptop");
            assertThat(started.path("current").asBoolean()).isFalse();

            laptop.client().post("/auth/logout");
            assertEnded(stream.next("session-ended"), laptop, "LOGGED_OUT");
            assertThat(stream.next(Duration.ofMillis(900))).isNull();
        }
    }

    @Test
    void reportsTheEndOfOneAndOfAllOtherSessions() {
        SignedIn phone = client.start("others");
        SignedIn laptop = client.start("others");
        SignedIn tablet = client.start("others");
        SignedIn desktop = client.start("others");
        try (EventStream stream = stream(phone)) {
            phone.client().delete(phone.sessions() + "/" + laptop.sessionId());
            assertEnded(stream.next("session-ended"), laptop, "TERMINATED_BY_USER");

            phone.client().post("/auth/logout-all?except=current");
            List<Event> others = List.of(stream.next("session-ended"), stream.next("session-ended"));
            assertThat(others)
                    .extracting(event -> event.text("sessionId"))
                    .containsExactlyInAnyOrder(tablet.sessionId(), desktop.sessionId());
            assertThat(others).extracting(event -> event.text("reason")).containsOnly("LOGGED_OUT_OTHERS");
        }
    }

    @Test
    void tellsAnEvictedDeviceWhichOneReplacedIt() {
        SignedIn phone = client.start("yields").settings(Map.of("maxSessions", 1));
        try (EventStream stream = stream(phone)) {
            SignedIn laptop = laptop("yields");

            assertThat(stream.next("session-started").text("sessionId")).isEqualTo(laptop.sessionId());
            Event ended = stream.next("session-ended");
            assertEnded(ended, phone, "EVICTED_BY_LIMIT");
            assertThat(ended.text("initiator")).isEqualTo("policy");
            assertThat(ended.text("detail"))
                    .startsWith("You were signed out because you signed in on A laptop at ")
                    .endsWith("Not you? Change your password.");
            assertThat(stream.ends(SOON)).isTrue();
        }
        assertRefused(phone, "EVICTED_BY_LIMIT");
    }

    @Test
    void tellsAllDevicesWhenOneSignsOutEverywhere() {
        List<SignedIn> devices =
                Stream.generate(() -> client.start("everywhere-told")).limit(3).toList();
        List<EventStream> streams = devices.stream().map(StreamCalls::stream).toList();

        devices.get(0).client().post("/auth/logout-all");

        for (int i = 0; i < devices.size(); i++) {
            List<Event> told = Stream.generate(() -> "session-ended")
                    .limit(3)
                    .map(streams.get(i)::next)
                    .toList();
            assertThat(told).extracting(event -> event.text("reason")).containsOnly("LOGGED_OUT_EVERYWHERE");
            assertEnded(told.get(2), devices.get(i), "LOGGED_OUT_EVERYWHERE");
            assertThat(streams.get(i).ends(SOON)).isTrue();
            assertRefused(devices.get(i), "LOGGED_OUT_EVERYWHERE");
        }
    }

    @Test
    void anAdministratorSeesAUsersSessionsUntilTheOwnSessionEnds() {
        SignedIn admin = client.signIn("admin", "admin123");
        SignedIn device = client.start("watched");
        try (EventStream stream = stream(device);
                EventStream watching = admin.client().stream(device.sessions() + "/events")) {
            SignedIn another = client.start("watched");
            assertThat(watching.next("session-started").text("sessionId")).isEqualTo(another.sessionId());
            assertThat(stream.next("session-started").text("sessionId")).isEqualTo(another.sessionId());

            admin.client().delete(device.sessions());
            assertThat(Stream.of(watching.next("session-ended"), watching.next("session-ended"))
                            .map(event -> event.text("sessionId")))
                    .containsExactlyInAnyOrder(device.sessionId(), another.sessionId());
            stream.next("session-ended");
            assertEnded(stream.next("session-ended"), device, "TERMINATED_BY_ADMIN");

            admin.client().post("/auth/logout");
            assertEnded(watching.next("session-ended"), admin, "LOGGED_OUT");
            assertThat(watching.ends(SOON)).isTrue();
        }
    }

    @Test
    void reportsAnExpiryInTime() {
        SignedIn before = client.start("expires").settings(Map.of("absoluteTimeout", "PT2S"));
        SignedIn device = client.start("expires");
        Instant due = Instant.parse(device.reply().text("session.expiresAt"));
        try (EventStream stream = stream(before)) {
            Event ended = stream.next("session-ended");
            Duration late = Duration.between(due, Instant.now());

            assertEnded(ended, device, "ABSOLUTE_TIMEOUT");
            assertThat(ended.text("endedAt")).isEqualTo(due.toString());
            assertThat(ended.text("initiator")).isEqualTo("system");
            assertThat(late).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        }
    }

    private SignedIn laptop(String user) {
        return new SignedIn(
                client, client.asGateway().post("/users/" + user + "/sessions", Map.of("deviceLabel", "A laptop")));
    }
}
