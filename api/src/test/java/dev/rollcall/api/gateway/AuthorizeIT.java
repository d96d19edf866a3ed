package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestIssuer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** S2-4: what gateways learn about a token with a session. */
class AuthorizeIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private final Client gateway = NODE.client();

    @Nested
    class ALiveSession {

        private final SignedIn alice = gateway.start("alice");

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST"})
        void passesWithItsContext(String method) {
            Reply reply = alice.client().send(method, "/authorize", null);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("X-User-Id")).isEqualTo("alice");
            assertThat(reply.header("X-Session-Id")).isEqualTo(alice.sessionId());
            assertThat(reply.header("X-Session-Bootstrap")).isEqualTo("false");
            assertThat(reply.header("X-Login-Time")).isEqualTo(alice.reply().text("session.startedAt"));
            assertThat(reply.header("X-Auth-Reason")).isEqualTo("SESSION_LIVE");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Content-Length")).isEqualTo("0");
        }

        @Test
        void isDescribedAsJsonOnRequest() {
            JsonNode body = alice.client()
                    .with("Accept", "application/json")
                    .get("/authorize")
                    .body();

            assertThat(body.path("reason").asString()).isEqualTo("SESSION_LIVE");
            assertThat(body.path("userId").asString()).isEqualTo("alice");
            assertThat(body.path("sessionId").asString()).isEqualTo(alice.sessionId());
            assertThat(body.path("bootstrap").asBoolean(true)).isFalse();
            assertThat(body.path("loginTime").asString())
                    .isEqualTo(alice.reply().text("session.startedAt"));
        }

        @Test
        void isTakenFromTheTokenAndNotFromClientHeaders() {
            SignedIn bob = gateway.start("bob");

            Reply reply = alice.client()
                    .with("X-User-Id", "bob")
                    .with("X-Session-Id", bob.sessionId())
                    .with("X-Session-Bootstrap", "true")
                    .with("X-Login-Time", "1970-01-01T00:00:00Z")
                    .with("X-Auth-Reason", "BOOTSTRAP")
                    .get("/authorize");

            assertThat(reply.headers().allValues("X-User-Id")).containsExactly("alice");
            assertThat(reply.headers().allValues("X-Session-Id")).containsExactly(alice.sessionId());
            assertThat(reply.headers().allValues("X-Session-Bootstrap")).containsExactly("false");
            assertThat(reply.headers().allValues("X-Auth-Reason")).containsExactly("SESSION_LIVE");
        }

        @Test
        void isRefusedOnceItHasEnded() {
            alice.client().post("/auth/logout");

            Reply reply = alice.client().with("Accept", "text/html").get("/authorize");

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("SESSION_ENDED");
            assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
            assertThat(reply.header("X-Auth-Reason")).isEqualTo("SESSION_ENDED");
            assertThat(reply.header("X-User-Id")).isEmpty();
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /users/alice/sessions, 200",
            "GET, /orders/7?user=bob, 200",
            "GET, /users/bob/orders, 200",
            "GET, /users/bob/sessions, 403",
            "DELETE, /users/bob/sessions/1?x=/users/alice/sessions, 403",
            "PUT, /users/bob/security-settings, 403",
            "GET, /Users/bob/SESSIONS, 403",
            "GET, //users//bob//sessions, 403",
            "GET, /users/%62ob/sessions, 403",
            "GET, /users/alice%2F..%2Fbob/sessions, 403",
            "GET, /x/../users/bob/sessions, 403",
            "GET, /users/alice/../bob/sessions, 403",
            "GET, /users/alice;x/sessions, 403",
            "GET, /users/alice./sessions, 403",
        })
        void passesForTheUsersOwnSessionsOnly(String method, String uri, int status) {
            Reply reply = alice.client()
                    .with("X-Original-Method", method)
                    .with("X-Original-URI", uri)
                    .get("/authorize");

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.code()).isEqualTo(status == 403 ? "USER_MISMATCH" : "");
        }

        @Test
        void ofAnAdministratorPassesForOthers() {
            Client admin = gateway.signIn("admin", "admin123").client();

            assertThat(admin.with("X-Original-URI", "/users/bob/sessions")
                            .get("/authorize")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesRequestsWithoutAToken() {
        Reply nobody = gateway.get("/authorize");
        Reply client = gateway.asGateway().get("/authorize");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("TOKEN_REQUIRED");
        assertThat(nobody.header("X-Auth-Reason")).isEqualTo("TOKEN_REQUIRED");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(client.code()).isEqualTo("TOKEN_REQUIRED");
    }
}
