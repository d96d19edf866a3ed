package dev.rollcall.api.sessions.stream;

import static dev.rollcall.api.sessions.stream.StreamCalls.assertEnded;
import static dev.rollcall.api.sessions.stream.StreamCalls.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Event streams: who may open one, what they cost, and how they stay open. */
class OpenStreamIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Client client = SharedNode.client();

    @Test
    void anOpenStreamDoesNotKeepItsSessionAlive() {
        client.start("unused").settings(Map.of("idleTimeout", "PT2S"));
        SignedIn device = client.start("unused");
        try (EventStream stream = stream(device)) {
            assertEnded(stream.next("session-ended"), device, "IDLE_TIMEOUT");
            assertThat(stream.ends(SOON)).isTrue();
        }
    }

    @Test
    void refusesOtherUsersAndTellsThemNothing() {
        SignedIn phone = client.start("private");
        SignedIn stranger = client.start("stranger");
        try (EventStream stream = stream(stranger)) {
            Reply refused = stranger.client().get(phone.sessions() + "/events");
            client.start("private").client().post("/auth/logout");

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("USER_MISMATCH");
            assertThat(stream.next(Duration.ofMillis(900))).isNull();
        }
        assertThat(client.get(phone.sessions() + "/events").code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(client.signIn("admin", "admin123")
                        .client()
                        .get("/users/nobody-at-all/sessions/events")
                        .code())
                .isEqualTo("USER_NOT_FOUND");
    }

    @Test
    void sendsACommentWhenNothingHappens() {
        SignedIn device = client.start("quiet");
        try (EventStream stream = stream(device)) {
            await().atMost(LiveUpdates.HEARTBEAT.plus(SOON))
                    .until(() -> stream.otherLines().contains(":"));

            assertThat(device.profile().status()).isEqualTo(200);
            assertThat(stream.next(Duration.ZERO)).isNull();
        }
    }

    @Test
    void headRequestsOpenNoStream() {
        SignedIn device = client.start("head");
        await().atMost(LiveUpdates.HEARTBEAT.plus(SOON))
                .until(() -> Meters.of(client).value("rollcall_live_streams") == 0);

        Reply reply = device.client().send("HEAD", device.sessions() + "/events", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Meters.of(client).value("rollcall_live_streams")).isZero();
    }

    @Test
    void isNotMeasuredAsARequest() {
        SignedIn device = client.start("measured");
        EventStream stream = stream(device);

        device.client().post("/auth/logout");
        stream.next("session-ended");

        assertThat(stream.ends(SOON)).isTrue();
        assertThat(Meters.of(client).series("http_server_requests"))
                .anyMatch(series -> series.contains("/auth/logout"))
                .noneMatch(series -> series.contains("/sessions/events"));
    }
}
