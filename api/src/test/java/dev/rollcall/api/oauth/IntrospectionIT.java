package dev.rollcall.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-10, S2-7, S2-9: what a trusted client learns about a token at {@code /oauth2/introspect}. */
class IntrospectionIT {

    private static final String PATH = "/oauth2/introspect";

    private final Client client = SharedNode.client();

    @Nested
    class OfAnActiveToken {

        @Test
        void describesAnAccessToken() {
            SignedIn device = client.signIn("admin", "admin123");

            Reply reply = introspect(device.accessToken(), null);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.body().propertyNames())
                    .containsExactlyInAnyOrder(
                            "active",
                            "token_type",
                            "iss",
                            "sub",
                            "aud",
                            "exp",
                            "iat",
                            "jti",
                            "client_id",
                            "username",
                            "sid",
                            "role",
                            "auth_time");
            assertThat(reply.at("active").asBoolean()).isTrue();
            assertThat(reply.text("token_type")).isEqualTo("Bearer");
            assertThat(reply.text("iss")).isEqualTo("http://localhost:0");
            assertThat(reply.text("sub")).isEqualTo("admin");
            assertThat(reply.text("aud")).isEqualTo("rollcall");
            assertThat(reply.text("client_id")).isEqualTo("rollcall");
            assertThat(reply.text("username")).isEqualTo("admin");
            assertThat(reply.text("sid")).isEqualTo(device.sessionId());
            assertThat(reply.text("role")).isEqualTo("ADMIN");
            assertThat(reply.text("jti")).hasSize(36);
            assertThat(reply.at("exp").asLong() - reply.at("iat").asLong())
                    .isEqualTo(device.reply().at("expires_in").asLong());
            assertThat(reply.at("auth_time").asLong()).isEqualTo(startOf(device).getEpochSecond());
        }

        @Test
        void describesARefreshTokenWithoutUsingIt() {
            SignedIn device = client.start("introspect-refresh");
            String lastActivity = device.profile().text("session.lastActivityAt");

            Reply reply = introspect(device.refreshToken(), null);

            assertThat(reply.body().propertyNames())
                    .containsExactlyInAnyOrder("active", "iss", "sub", "exp", "username", "sid", "role", "auth_time");
            assertThat(reply.text("sub")).isEqualTo("introspect-refresh");
            assertThat(reply.text("sid")).isEqualTo(device.sessionId());
            assertThat(reply.text("role")).isEqualTo("USER");
            assertThat(reply.at("exp").asLong())
                    .isEqualTo(Instant.parse(lastActivity)
                            .plus(Duration.ofHours(12))
                            .getEpochSecond());
            assertThat(introspect(device.refreshToken(), null).body()).isEqualTo(reply.body());
            assertThat(device.refresh().text("refresh_token")).startsWith("rt1." + device.sessionId() + ".2.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"access_token", "refresh_token", "saml2", ""})
        void doesNotDependOnTheHint(String hint) {
            SignedIn device = client.start("introspect-hint");

            for (String token : List.of(device.accessToken(), device.refreshToken())) {
                assertThat(introspect(token, hint).body())
                        .isEqualTo(introspect(token, null).body());
                assertThat(introspect(token, hint).at("active").asBoolean()).isTrue();
            }
        }

        /** Uses a session that ends after two seconds without use. */
        @Test
        void countsAsUseOfTheSessionForAccessTokensOnly() {
            SignedIn used = shortLived("introspect-used");
            SignedIn lookedAt = shortLived("introspect-looked-at");
            Instant end = startOf(lookedAt).plusSeconds(2);
            while (Instant.now().isBefore(end.plusSeconds(1))) {
                assertThat(introspect(used.accessToken(), null).at("active").asBoolean())
                        .isTrue();
                introspect(lookedAt.refreshToken(), null);
            }

            assertThat(used.profile().status()).isEqualTo(200);
            assertThat(lookedAt.profile().text("reason")).isEqualTo("IDLE_TIMEOUT");
            assertInactive(lookedAt.refreshToken());
        }
    }

    /** The last one is answered by Spring MVC, the others before it. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/plain;q=0.1, application/json"})
    void answersTheSameWhateverIsAccepted(String accept) {
        SignedIn device = client.start("introspect-accept");
        Meters before = Meters.of(client);
        Client gateway = client.asGateway().with("Accept", accept);

        Reply reply = gateway.form(PATH, Map.of("token", device.accessToken()));

        Reply usual = introspect(device.accessToken(), null);
        assertThat(reply.body()).isEqualTo(usual.body());
        assertThat(reply.headers().map().keySet())
                .isEqualTo(usual.headers().map().keySet());
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        // A request is counted after its answer was sent.
        await().until(() -> counted(Meters.of(client).since(before, "http_server_requests_seconds_count")) == 2);
    }

    private static double counted(Map<String, Double> requests) {
        return requests.entrySet().stream()
                .filter(series -> series.getKey().contains("uri=\"" + PATH + "\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void refusesAWrongSecretAsElsewhere() {
        Client stranger = client.with("Authorization", "Basic " + "Z2F0ZXdheTp3cm9uZw==");

        Reply reply = Refusal.of(() -> stranger.form(PATH, Map.of("token", "x")));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("INVALID_CLIENT");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Nested
    class OfAnyOtherToken {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x",
                    "a.b.c",
                    "rt1",
                    "rt1.01a1fdd5-5552-73e8-a37e-7b2db2363844.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "rt1.------------------------------------.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "eyJhbGciOiJub25lIn0.e30.",
                    "\u0000",
                    "<script>",
                    "Bearer x"
                })
        void saysNothingAboutForeignTokens(String token) {
            assertInactive(token);
            assertInactive(token.repeat(1_000).substring(0, Math.min(20_000, token.length() * 1_000)));
        }

        @Test
        void saysNothingAboutTokensOfEndedSessions() {
            SignedIn device = client.start("introspect-ended");
            device.client().post("/auth/logout");

            assertInactive(device.accessToken());
            assertInactive(device.refreshToken());
            assertInactive(device.accessToken() + "x");
            assertInactive(
                    device.accessToken().substring(0, device.accessToken().length() - 4) + "AAAA");
        }

        @Test
        void saysNothingAboutRefreshTokensThatWouldBeRefused() {
            SignedIn device = client.start("introspect-older");
            SignedIn second = new SignedIn(client, device.refresh());

            assertThat(introspect(device.refreshToken(), null).at("active").asBoolean())
                    .as("another tab may still get the successor")
                    .isTrue();
            SignedIn third = new SignedIn(client, second.refresh());
            assertInactive(device.refreshToken());
            assertThat(introspect(third.refreshToken(), null).at("active").asBoolean())
                    .isTrue();
            assertThat(third.profile().status()).as("it is no theft").isEqualTo(200);
        }
    }

    private void assertInactive(String token) {
        Reply reply = introspect(token, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasToString("{\"active\":false}");
    }

    private Reply introspect(String token, @Nullable String hint) {
        Map<String, String> form = new HashMap<>(Map.of("token", token));
        if (hint != null) {
            form.put("token_type_hint", hint);
        }
        return client.asGateway().form(PATH, form);
    }

    private SignedIn shortLived(String user) {
        SignedIn first = client.start(user).settings(Map.of("idleTimeout", "PT2S"));
        first.client().post("/auth/logout");
        return client.start(user);
    }

    private static Instant startOf(SignedIn device) {
        return Instant.parse(device.reply().text("session.startedAt"));
    }
}
