package dev.rollcall.api.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-2: refresh tokens belong to one session, are used once, and become invalid when it ends. */
class RefreshTokenIT {

    private final Client client = SharedNode.client();

    @Test
    void areExchangedForNewTokensOfTheSameSession() {
        SignedIn device = client.start("refresh");

        SignedIn refreshed = new SignedIn(client, device.refresh());

        assertThat(refreshed.reply().status()).isEqualTo(200);
        assertThat(refreshed.sessionId()).isEqualTo(device.sessionId());
        assertThat(refreshed.refreshToken()).startsWith("rt1." + device.sessionId() + ".2.");
        assertThat(refreshed.profile().status()).isEqualTo(200);
        assertThat(new SignedIn(client, refreshed.refresh()).refreshToken())
                .startsWith("rt1." + device.sessionId() + ".3.");
    }

    @Test
    void twoConcurrentTabsGetTheSameSuccessor() {
        SignedIn device = client.start("two-tabs");

        assertThat(device.refresh().text("refresh_token"))
                .isNotEmpty()
                .isEqualTo(device.refresh().text("refresh_token"));
    }

    @Test
    void twoHundredConcurrentCallsGetTheSameSuccessor() {
        SignedIn device = client.start("many-tabs");

        List<Reply> replies = AtOnce.call(200, number -> device.refresh());

        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies)
                .extracting(reply -> reply.text("refresh_token"))
                .containsOnly(replies.get(0).text("refresh_token"));
        assertThat(device.profile().status()).isEqualTo(200);
    }

    @Test
    void reuseOfAnOlderTokenEndsTheSessionAsTheft() {
        SignedIn device = client.start("theft");
        SignedIn second = new SignedIn(client, device.refresh());
        SignedIn third = new SignedIn(client, second.refresh());

        Reply thief = device.refresh();

        assertThat(thief.status()).isEqualTo(401);
        assertThat(thief.code()).isEqualTo("SESSION_ENDED");
        assertThat(thief.text("reason")).isEqualTo("TOKEN_REUSE_DETECTED");
        assertThat(thief.text("initiator")).isEqualTo("policy");
        assertThat(third.profile().text("reason")).isEqualTo("TOKEN_REUSE_DETECTED");
        assertThat(third.refresh().text("reason")).isEqualTo("TOKEN_REUSE_DETECTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rt1",
                "rt1.01a1fdd5-5552-73e8-a37e-7b2db2363844.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "rt1.------------------------------------.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "rt2.01a1fdd5-5552-73e8-a37e-7b2db2363844.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesForeignTokens(String token) {
        Reply reply = client.post("/auth/refresh-token", Map.of("refresh_token", token));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void refusesAChangedGenerationWithoutEndingTheSession() {
        SignedIn device = client.start("generation");
        String later = device.refreshToken().replace(".1.", ".7.");

        assertThat(client.post("/auth/refresh-token", Map.of("refresh_token", later))
                        .code())
                .isEqualTo("INVALID_TOKEN");
        assertThat(device.profile().status()).isEqualTo(200);
    }
}
