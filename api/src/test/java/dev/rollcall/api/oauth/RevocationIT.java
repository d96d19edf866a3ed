package dev.rollcall.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.StoredEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** S1-10, S4-5: a trusted client ends the session of a token at {@code /oauth2/revoke}. */
class RevocationIT {

    private final Client client = SharedNode.client();

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token"})
    void endsTheSessionOfATokenAndNoOther(String kind) {
        SignedIn revoked = client.start("revoked-" + kind);
        SignedIn other = client.start("revoked-" + kind);

        Reply reply = revoke(revoked.reply().text(kind));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().asString()).isEmpty();
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(revoked.profile().code()).isEqualTo("SESSION_ENDED");
        assertThat(revoked.profile().text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(revoked.profile().text("initiator")).isEqualTo("system");
        assertThat(revoked.refresh().code()).isEqualTo("SESSION_ENDED");
        assertThat(other.profile().status()).isEqualTo(200);
    }

    @Test
    void recordsTheClient() {
        SignedIn device = client.start("revoked-recorded");
        revoke(device.accessToken());

        List<JsonNode> events = StoredEvents.of(SharedNode.database(), "revoked-recorded", "SessionTerminated");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).at("/initiator/kind").asString()).isEqualTo("system");
        assertThat(events.get(0).at("/initiator/actorId").asString()).isEqualTo("gateway");
        assertThat(events.get(0).path("reason").asString()).isEqualTo("LOGGED_OUT");
    }

    @Test
    void aUsedRefreshTokenEndsTheSessionWithoutCountingAsTheft() {
        SignedIn first = client.start("revoked-older");
        SignedIn third = new SignedIn(client, new SignedIn(client, first.refresh()).refresh());

        assertThat(revoke(first.refreshToken()).status()).isEqualTo(200);
        assertThat(third.profile().text("reason")).isEqualTo("LOGGED_OUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "rt1.01a1fdd5-5552-73e8-a37e-7b2db2363844.1.AAAA", "\u0000"})
    void acceptsAnUnknownToken(String token) {
        assertThat(revoke(token).status()).isEqualTo(200);
    }

    @Test
    void acceptsARevokedToken() {
        SignedIn device = client.start("revoked-twice");

        List<Reply> replies =
                AtOnce.call(8, number -> revoke(number % 2 == 0 ? device.accessToken() : device.refreshToken()));

        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(revoke(device.accessToken()).status()).isEqualTo(200);
        assertThat(StoredEvents.of(SharedNode.database(), "revoked-twice", "SessionTerminated"))
                .hasSize(1);
    }

    private Reply revoke(String token) {
        return client.asGateway().form("/oauth2/revoke", Map.of("token", token, "token_type_hint", "unknown"));
    }
}
