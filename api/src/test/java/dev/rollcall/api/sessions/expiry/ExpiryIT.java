package dev.rollcall.api.sessions.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** C-3, S1-4, S2-5: sessions expire at their exact time, and the expiry is recorded once, on any node. */
class ExpiryIT {

    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Started before any session whose time runs. */
    private static final Client OTHER = SharedNode.other().client();

    @Test
    void theAbsoluteTimeoutIsExactDespiteConstantUse() {
        SignedIn device = shortLived("absolute", Map.of("absoluteTimeout", LIFETIME.toString()));
        Instant expiresAt =
                Instant.parse(device.reply().text("session.startedAt")).plus(LIFETIME);
        assertThat(device.reply().text("session.expiresAt")).isEqualTo(expiresAt.toString());

        Instant lastUse = Instant.EPOCH;
        Instant asked = Instant.now();
        Reply reply = device.profile();
        while (reply.status() == 200) {
            lastUse = asked;
            asked = Instant.now();
            reply = device.profile();
        }

        assertThat(lastUse).isBefore(expiresAt);
        assertThat(Instant.now()).isAfterOrEqualTo(expiresAt);
        assertThat(reply.code()).isEqualTo("SESSION_ENDED");
        assertThat(reply.text("reason")).isEqualTo("ABSOLUTE_TIMEOUT");
        assertThat(reply.text("initiator")).isEqualTo("system");
        assertThat(reply.text("endedAt")).isEqualTo(expiresAt.toString());
        assertThat(device.refresh().text("reason")).isEqualTo("ABSOLUTE_TIMEOUT");
        JsonNode expired = expiryOf(device);
        assertThat(expired.path("cause").asString()).isEqualTo("ABSOLUTE");
        assertThat(expired.path("dueAt").asString()).isEqualTo(expiresAt.toString());
        assertThat(device.profile().body()).isEqualTo(reply.body());
    }

    @Test
    void anUnusedSessionExpires() {
        SignedIn device = shortLived("idle", Map.of("idleTimeout", IDLE.toString()));

        JsonNode expired = expiryOf(device);

        Instant startedAt = Instant.parse(device.reply().text("session.startedAt"));
        assertThat(expired.path("cause").asString()).isEqualTo("IDLE");
        assertThat(expired.path("dueAt").asString())
                .isEqualTo(startedAt.plus(IDLE).toString());
        assertThat(device.profile().text("reason")).isEqualTo("IDLE_TIMEOUT");
    }

    @Test
    void useOnAnyNodeKeepsASessionAlive() {
        SignedIn device = shortLived("kept-alive", Map.of("idleTimeout", IDLE.toString()));
        SignedIn elsewhere = device.at(OTHER);

        await().pollInterval(Duration.ofMillis(200))
                .during(IDLE.multipliedBy(2))
                .atMost(PATIENCE)
                .until(() -> elsewhere.profile().status() == 200);
        Instant lastActivity = Instant.parse(elsewhere.profile().text("session.lastActivityAt"));

        Instant dueAt = Instant.parse(expiryOf(device).path("dueAt").asString());
        assertThat(dueAt)
                .isBetween(lastActivity.plus(IDLE), lastActivity.plus(IDLE).plus(IDLE));
    }

    @Test
    void aLoginWorksWhileAnotherSessionIsExpiring() {
        SignedIn first =
                shortLived("just-expired", Map.of("absoluteTimeout", "PT2S", "maxSessions", 1, "whenFull", "REJECT"));
        await().atMost(PATIENCE).until(() -> first.profile().status() == 401);

        SignedIn second = SharedNode.client().start("just-expired");

        assertThat(second.profile().status()).isEqualTo(200);
        assertThat(second.reply().at("session.bootstrap").asBoolean()).isTrue();
        assertThat(first.profile().text("reason")).isEqualTo("ABSOLUTE_TIMEOUT");
    }

    @Test
    void twoNodesRecordEveryExpiryOnce() {
        List<SignedIn> devices = IntStream.range(0, 40)
                .mapToObj(i -> shortLived("crowd-" + i, Map.of("absoluteTimeout", "PT1S")))
                .toList();

        devices.forEach(device ->
                assertThat(expiryOf(device).path("sessionId").asString()).isEqualTo(device.sessionId()));

        assertThat(SharedNode.database()
                        .jdbc()
                        .queryForObject(
                                "SELECT count(*) FROM live_session WHERE user_id LIKE 'crowd-%'", Integer.class))
                .isZero();
    }

    /** Changes the settings before starting the session that they are for. */
    private static SignedIn shortLived(String user, Map<String, Object> settings) {
        SignedIn first = SharedNode.client().start(user).settings(settings);
        first.client().post("/auth/logout");
        return SharedNode.client().start(user);
    }

    private static JsonNode expiryOf(SignedIn device) {
        return await()
                .atMost(PATIENCE)
                .until(
                        () -> StoredEvents.of(SharedNode.database(), device.userId(), "SessionExpired"),
                        events -> !events.isEmpty())
                .stream()
                .reduce((one, another) -> {
                    throw new AssertionError("expired twice: " + one + " and " + another);
                })
                .orElseThrow();
    }
}
