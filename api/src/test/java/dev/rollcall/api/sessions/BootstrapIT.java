package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** S2-1, S2-2: a valid token without a session may start one, and do nothing else. */
class BootstrapIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    private final Client phone = NODE.client().on(Client.PHONE);

    @Nested
    class AFirstSession {

        @Test
        void startsOnTheUsersOwnPath() {
            Reply started =
                    phone.bearer(ISSUER.token("ann")).post("/users/ann/sessions", Map.of("deviceLabel", "Ann's"));

            assertThat(started.status()).isEqualTo(201);
            assertThat(started.text("session.userId")).isEqualTo("ann");
            assertThat(started.at("session.bootstrap").asBoolean()).isTrue();
            assertThat(started.text("session.device.label")).isEqualTo("Ann's");
            assertThat(started.header("Location"))
                    .isEqualTo("/users/ann/sessions/" + started.text("session.sessionId"));
            assertThat(new SignedIn(phone, started).profile().text("role")).isEqualTo("USER");
        }

        @Test
        void startsForTheSubjectOfTheToken() {
            Reply started = phone.bearer(ISSUER.token("bob|42")).post(BOOTSTRAP);

            assertThat(started.status()).isEqualTo(201);
            assertThat(started.text("session.userId")).isEqualTo("bob|42");
            assertThat(started.header("Location")).startsWith("/users/bob%7C42/sessions/");
        }

        @Test
        void mayBeFollowedByMoreWithTheSameToken() {
            Client carol = phone.bearer(ISSUER.token("carol"));

            assertThat(carol.post(BOOTSTRAP).at("session.bootstrap").asBoolean())
                    .isTrue();
            assertThat(carol.post(BOOTSTRAP).at("session.bootstrap").asBoolean())
                    .isFalse();
        }

        @Test
        void mustNotBeForAnotherUser() {
            Reply refused = phone.bearer(ISSUER.token("dave")).post("/users/ann/sessions");

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("USER_MISMATCH");
        }

        @Test
        void mustNotBeForALocalAccount() {
            assertThat(phone.bearer(ISSUER.token("june_doe")).post(BOOTSTRAP).code())
                    .isEqualTo("INVALID_TOKEN");
        }
    }

    @Nested
    class TheSessionOfAToken {

        @Test
        void isRequired() {
            Reply refused = phone.bearer(ISSUER.token("erin")).get("/auth/profile");

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("SESSION_REQUIRED");
        }

        @Test
        void isTheOneNamedInTheHeader() {
            Client frank = phone.bearer(ISSUER.token("frank"));
            String first = frank.post(BOOTSTRAP).text("session.sessionId");
            String second = frank.post(BOOTSTRAP).text("session.sessionId");

            assertThat(profile(frank.with("X-Session-Id", first))).isEqualTo(first);
            assertThat(profile(frank.with("X-Session-Id", second))).isEqualTo(second);
        }

        @Test
        void isNeverThatOfAnotherUser() {
            SignedIn grace = phone.start("grace");
            Client heidi = phone.bearer(ISSUER.token("heidi"));

            for (String session : new String[] {grace.sessionId(), "01a1fdd5-5552-73e8-a37e-7b2db2363844", "x", ""}) {
                assertThat(heidi.with("X-Session-Id", session)
                                .get("/auth/profile")
                                .code())
                        .isEqualTo("SESSION_REQUIRED");
            }
            grace.client().post("/auth/logout");
            assertThat(heidi.with("X-Session-Id", grace.sessionId())
                            .get("/auth/profile")
                            .code())
                    .isEqualTo("SESSION_REQUIRED");
        }

        @Test
        void mustNotBeNamedTwice() {
            Reply refused = phone.bearer(ISSUER.token("heidi"))
                    .with("X-Session-Id", "1")
                    .with("X-Session-Id", "2")
                    .get("/auth/profile");

            assertThat(refused.code()).isEqualTo("INVALID_REQUEST");
            assertThat(refused.text("field")).isEqualTo("X-Session-Id");
        }

        @Test
        void isTheOneOfTheSameLogin() {
            String ours = start("ivan", "sid", "login-1");
            start("ivan", "origin_jti", "login-2");

            Client laterToken = phone.bearer(token("ivan", "sid", "login-1", Instant.now()));
            assertThat(profile(laterToken)).isEqualTo(ours);
            assertThat(phone.bearer(token("ivan", "sid", "login-3", Instant.now()))
                            .get("/auth/profile")
                            .code())
                    .isEqualTo("SESSION_REQUIRED");
            assertThat(phone.bearer(token("judy", "sid", "login-1", Instant.now()))
                            .get("/auth/profile")
                            .code())
                    .isEqualTo("SESSION_REQUIRED");
        }
    }

    @Nested
    class AnEndedSession {

        @Test
        void invalidatesTheTokensOfItsLoginUntilTheNextLogin() {
            start("kim", "sid", "sso");
            Instant before = Instant.now();
            Client old = phone.bearer(token("kim", "sid", "sso", before));
            assertThat(old.post("/auth/logout").status()).isEqualTo(200);

            for (Reply refused : new Reply[] {old.get("/auth/profile"), old.post(BOOTSTRAP)}) {
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.code()).isEqualTo("SESSION_ENDED");
                assertThat(refused.text("reason")).isEqualTo("LOGGED_OUT");
            }
            Client anew = phone.bearer(token("kim", "sid", "sso", before.plusSeconds(2)));
            assertThat(anew.get("/auth/profile").code()).isEqualTo("SESSION_REQUIRED");
            assertThat(anew.post(BOOTSTRAP).status()).isEqualTo(201);
            assertThat(anew.get("/auth/profile").status()).isEqualTo(200);
        }

        @Test
        void isReportedWithTheReason() {
            Client leo = phone.bearer(ISSUER.token("leo"));
            String session = leo.post(BOOTSTRAP).text("session.sessionId");
            Client named = leo.with("X-Session-Id", session);
            named.post("/auth/logout");

            assertThat(named.get("/auth/profile").text("reason")).isEqualTo("LOGGED_OUT");
            assertThat(leo.post(BOOTSTRAP).status()).isEqualTo(201);
        }
    }

    private String start(String user, String claim, String login) {
        return phone.bearer(token(user, claim, login, Instant.now()))
                .post(BOOTSTRAP)
                .text("session.sessionId");
    }

    private static String token(String user, String claim, String login, Instant issuedAt) {
        return ISSUER.token(user, claims -> claims.claim(claim, login).issueTime(Date.from(issuedAt)));
    }

    private static String profile(Client client) {
        Reply reply = client.get("/auth/profile");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.text("session.sessionId");
    }
}
