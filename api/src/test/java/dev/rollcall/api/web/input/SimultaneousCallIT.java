package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-2, S3-3, S4-1: the same call several times at once. */
class SimultaneousCallIT {

    private static final int CALLS = 16;

    private final Client client = SharedNode.client();

    @ParameterizedTest
    @ValueSource(strings = {"/auth/logout", "/auth/logout-all"})
    void oneLogoutEndsTheSession(String path) {
        SignedIn device = client.start("race-out");

        List<Reply> replies = AtOnce.call(CALLS, number -> device.client().post(path));

        assertThat(replies)
                .filteredOn(reply -> reply.status() == 200
                        && (reply.at("sessionIds").isMissingNode()
                                || !reply.texts("sessionIds").isEmpty()))
                .hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("SESSION_ENDED"));
        assertThat(eventsAbout(device.sessionId())).isEqualTo(2);
    }

    @Test
    void oneCallEndsAnotherSession() {
        SignedIn here = client.start("race-end");
        SignedIn there = client.start("race-end");

        List<Reply> replies =
                AtOnce.call(CALLS, number -> here.client().delete(here.sessions() + "/" + there.sessionId()));

        assertThat(replies).filteredOn(reply -> reply.status() == 204).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 204)
                .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("SESSION_NOT_FOUND"));
        assertThat(eventsAbout(there.sessionId())).isEqualTo(2);
    }

    @Test
    void everyStartStartsASession() {
        SignedIn first = client.start("race-start");

        List<Reply> replies = AtOnce.call(CALLS, number -> first.client().post(first.sessions()));

        Set<String> ids =
                replies.stream().map(reply -> reply.text("session.sessionId")).collect(Collectors.toSet());
        assertThat(ids).hasSize(CALLS).doesNotContain("");
        assertThat(first.client().get(first.sessions()).texts("sessions", "sessionId"))
                .containsAll(ids);
    }

    @Test
    void theLastChangeOfSettingsApplies() {
        SignedIn device = client.start("race-settings");
        String path = "/users/race-settings/security-settings";

        List<Reply> replies =
                AtOnce.call(CALLS, number -> device.client().put(path, Map.of("maxSessions", 100 + number)));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        assertThat(replies)
                .extracting(reply -> reply.at("maxSessions").asInt())
                .doesNotHaveDuplicates()
                .contains(device.client().get(path).at("maxSessions").asInt());
    }

    @Test
    void aRefreshTokenHasOneSuccessor() {
        SignedIn device = client.start("race-refresh");

        List<Reply> replies = AtOnce.call(CALLS, number -> device.refresh());

        assertThat(replies)
                .extracting(reply -> reply.text("refresh_token"))
                .containsOnly(replies.get(0).text("refresh_token"));
        assertThat(replies.get(0).text("refresh_token")).isNotEmpty();
        assertThat(device.profile().status()).isEqualTo(200);
    }

    @Test
    void refusesInvalidInputEveryTime() {
        SignedIn device = client.start("race-bad");

        List<Reply> replies = AtOnce.call(
                CALLS,
                number -> device.client()
                        .send("PUT", "/users/race-bad/security-settings", "{\"maxSessions\":\"" + number + "\"}"));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.text("field")).isEqualTo("maxSessions"));
        assertThat(device.profile().status()).isEqualTo(200);
    }

    private static int eventsAbout(String sessionId) {
        Integer count = SharedNode.database()
                .jdbc()
                .queryForObject(
                        "SELECT count(*) FROM domain_event_entry WHERE position(? in convert_from(payload, 'UTF8')) > 0",
                        Integer.class,
                        sessionId);
        return count == null ? 0 : count;
    }
}
