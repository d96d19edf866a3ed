package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.EventStream.Event;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import java.time.Instant;

/** Opens event streams, and checks events and refusals. */
final class StreamCalls {

    private StreamCalls() {}

    static EventStream stream(SignedIn device) {
        return device.client().stream(device.sessions() + "/events");
    }

    static void assertEnded(Event ended, SignedIn device, String reason) {
        assertThat(ended.name()).isEqualTo("session-ended");
        assertThat(ended.data().propertyNames())
                .containsExactlyInAnyOrder("sessionId", "reason", "endedAt", "initiator", "detail");
        assertThat(ended.text("sessionId")).isEqualTo(device.sessionId());
        assertThat(ended.text("reason")).isEqualTo(reason);
        assertThat(ended.text("detail")).isNotBlank();
        assertThat(Instant.parse(ended.text("endedAt"))).isBeforeOrEqualTo(Instant.now());
    }

    static void assertRefused(SignedIn device, String reason) {
        Reply refused = device.client().get(device.sessions() + "/events");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("SESSION_ENDED");
        assertThat(refused.text("reason")).isEqualTo(reason);
    }
}
