package dev.rollcall.api.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S3-1, S3-4, S3-5: logging in with user name and password. */
class LoginIT {

    private final Client client = SharedNode.client();

    @Nested
    class WithTheRightPassword {

        @Test
        void startsASessionOnThisDevice() {
            Reply reply = client.on(Client.LAPTOP).login("june_doe", "test123");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("token_type")).isEqualTo("Bearer");
            assertThat(reply.at("expires_in").asInt()).isBetween(855, 900);
            assertThat(reply.text("refresh_token")).startsWith("rt1." + reply.text("session.sessionId") + ".1.");
            assertThat(reply.text("session.userId")).isEqualTo("june_doe");
            assertThat(reply.text("session.device.label")).isEqualTo("Chrome 139 on macOS");
            assertThat(reply.text("session.device.userAgent")).isEqualTo(Client.LAPTOP);
            assertThat(reply.text("session.device.ipAddress")).isEqualTo("127.0.0.1");
            assertThat(reply.at("session.current").asBoolean()).isTrue();
            assertThat(reply.header("Cache-Control")).contains("no-store");
        }

        @Test
        void acceptsBothSpellingsAndALabel() {
            Reply reply = client.post(
                    "/auth/login",
                    Map.of("userName", "john_roe", "password", "test123", "deviceLabel", "Kitchen tablet"));

            assertThat(reply.text("session.device.label")).isEqualTo("Kitchen tablet");
        }

        @Test
        void theAccessTokenContainsUserRoleStatusAndSession() {
            SignedIn admin = client.signIn("admin", "admin123");

            JsonNode header = part(admin.accessToken(), 0);
            JsonNode claims = part(admin.accessToken(), 1);
            assertThat(header.path("typ").asString()).isEqualTo("at+jwt");
            assertThat(header.path("alg").asString()).isEqualTo("ES256");
            assertThat(client.get("/.well-known/jwks.json").texts("keys", "kid"))
                    .contains(header.path("kid").asString());
            assertThat(claims.path("iss").asString()).isEqualTo("http://localhost:0");
            assertThat(claims.path("sub").asString()).isEqualTo("admin");
            assertThat(claims.path("user_name").asString()).isEqualTo("admin");
            assertThat(claims.path("role").asString()).isEqualTo("ADMIN");
            assertThat(claims.path("status").asString()).isEqualTo("ACTIVE");
            assertThat(claims.path("sid").asString()).isEqualTo(admin.sessionId());
            assertThat(claims.path("exp").asLong() - claims.path("iat").asLong())
                    .isEqualTo(admin.reply().at("expires_in").asLong());
        }

        /** Devices that signed in together must not all refresh together. */
        @Test
        void theLifetimesOfAccessTokensDiffer() {
            SignedIn device = client.start("lifetimes");

            Set<Integer> lifetimes = IntStream.range(0, 40)
                    .mapToObj(number -> device.client().post(device.sessions()))
                    .map(reply -> reply.at("expires_in").asInt())
                    .collect(Collectors.toSet());

            assertThat(lifetimes).hasSizeGreaterThan(5).allMatch(seconds -> seconds > 854 && seconds <= 900);
        }

        @Test
        void theProfileShowsTheUser() {
            SignedIn june = client.on(Client.PHONE).signIn("june_doe", "test123");

            Reply profile = june.profile();

            assertThat(profile.status()).isEqualTo(200);
            assertThat(profile.text("userId")).isEqualTo("june_doe");
            assertThat(profile.text("role")).isEqualTo("USER");
            assertThat(profile.text("session.sessionId")).isEqualTo(june.sessionId());
            assertThat(profile.text("session.device.label")).isEqualTo("Safari 17 on iPhone");
        }

        @Test
        void aDisabledAccountCannotSignIn() {
            SharedNode.database().jdbc().update("""
                            INSERT INTO account (user_id, password_hash, role, status, created_at)
                            SELECT 'disabled', password_hash, 'USER', 'DISABLED', now() FROM account
                            WHERE user_id = 'june_doe'
                            """);

            assertThat(client.login("disabled", "test123").code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(client.asGateway().post("/users/disabled/sessions").code())
                    .isEqualTo("ACCOUNT_DISABLED");
        }
    }

    @Nested
    class WithWrongCredentials {

        @Test
        void anUnknownUserAndAWrongPasswordGetTheSameAnswer() {
            Reply wrong = client.login("june_doe", "wrong");
            Reply unknown = client.login("nobody", "test123");

            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.code()).isEqualTo("INVALID_CREDENTIALS");
            assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }

        /** Compares the fastest of each kind, measured in turns until other load on the machine no longer matters. */
        @Test
        void anUnknownUserTakesAsLongAsAWrongPassword() {
            AtomicLong wrong = new AtomicLong(Long.MAX_VALUE);
            AtomicLong unknown = new AtomicLong(Long.MAX_VALUE);

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                wrong.accumulateAndGet(timeOf("june_doe"), Math::min);
                unknown.accumulateAndGet(timeOf("nobody"), Math::min);
                assertThat((double) unknown.get() / wrong.get()).isBetween(0.7, 1.4);
            });
        }

        private long timeOf(String user) {
            long start = System.nanoTime();
            client.login(user, "wrong");
            return System.nanoTime() - start;
        }
    }

    @Nested
    class WithoutAToken {

        @Test
        void asksForAToken() {
            Reply reply = client.get("/auth/profile");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        }

        @Test
        void refusesAnInvalidTokenWithoutSayingWhy() {
            SignedIn june = client.signIn("june_doe", "test123");
            String[] parts = june.accessToken().split("\\.");
            String asJohn = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                    .replace("june_doe", "john_roe");
            String forged = parts[0] + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(asJohn.getBytes(StandardCharsets.UTF_8))
                    + "." + parts[2];

            Reply reply = client.bearer(forged).get("/auth/profile");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
            assertThat(client.bearer(june.refreshToken()).get("/auth/profile").body())
                    .isEqualTo(reply.body());
        }
    }

    private static JsonNode part(String jwt, int index) {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[index]));
    }
}
