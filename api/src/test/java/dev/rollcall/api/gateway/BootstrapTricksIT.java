package dev.rollcall.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-2: a token without a session passes for the two calls that start one, and for no other, however it is written. */
class BootstrapTricksIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private static final String TOKEN = ISSUER.token("tracy");

    static Stream<String> paths() {
        return Stream.of(
                "/",
                "",
                "/users/tracy/sessions/",
                "/users/tracy/sessions/..",
                "/users/tracy/sessions/../../../admin",
                "/users/tracy/sessions%2F..%2F..",
                "/users/tracy/sessions/%2e%2e/x",
                "/users/tracy//sessions",
                "//users/tracy/sessions",
                "/./users/tracy/sessions",
                "/x/../users/tracy/sessions",
                "/users/tracy/./sessions",
                "/users/tracy/sessions.",
                "/users/tracy./sessions",
                "/users/tracy/sessions;x=1",
                "/users;x/tracy/sessions",
                "/users/tracy;x/sessions",
                "/Users/tracy/sessions",
                "/users/TRACY/sessions",
                "/users/tracy/SESSIONS",
                "/users/%74racy/sessions",
                "/users/tracy%2Fsessions",
                "/users%2Ftracy%2Fsessions",
                "/users/tracy/sessions%00",
                "/users/tracy/sessions%0a",
                "/users/tracy/sessions%3F",
                "/users/tracy/sessions#",
                "/users/tracy/sessions#/../x",
                "/users/tracy/sessions\\",
                "/users\\tracy\\sessions",
                "http://api/users/tracy/sessions",
                "users/tracy/sessions",
                "*",
                "/users/*/sessions",
                "/users/{userId}/sessions",
                "/users/trevor/sessions",
                "/users//sessions",
                "/auth/bootstrap-session/",
                "/auth/bootstrap-session/x",
                "/auth/bootstrap-session.json",
                "/auth/../auth/bootstrap-session",
                "/AUTH/bootstrap-session",
                "/auth%2Fbootstrap-session",
                "/admin?/auth/bootstrap-session",
                "/admin?x=/users/tracy/sessions",
                "/users/tracy/security-settings",
                "/users/tracy/sessions/1",
                "/logout");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void refusesAllOtherPaths(String path) {
        for (String[] names : List.of(
                new String[] {"X-Original-Method", "X-Original-URI"},
                new String[] {"X-Forwarded-Method", "X-Forwarded-Uri"})) {
            assertRefused(ask("/authorize", names[0] + ": POST", names[1] + ": " + path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "post", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST,GET", "POSTX", "", "*"})
    void refusesAllOtherMethods(String method) {
        assertRefused(ask("/authorize", "X-Original-Method: " + method, "X-Original-URI: /users/tracy/sessions"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Original-URI, /orders, X-Forwarded-Uri, /auth/bootstrap-session",
        "X-Forwarded-Uri, /orders, X-Original-URI, /auth/bootstrap-session",
        "X-Original-URI, /auth/bootstrap-session, X-Original-URI, /orders",
        "X-Original-URI, /orders, X-Original-URI, /auth/bootstrap-session",
        "X-Forwarded-Method, GET, X-Original-URI, /auth/bootstrap-session",
    })
    void ignoresHeadersThatTheClientAddsToThoseOfTheGateway(
            String gateways, String said, String clients, String added) {
        assertRefused(ask("/authorize", "X-Original-Method: POST", gateways + ": " + said, clients + ": " + added));
        assertRefused(ask("/authorize", "X-Original-Method: POST", clients + ": " + added, gateways + ": " + said));
    }

    @Test
    void refusesARequestWithoutOriginalMethodOrPath() {
        assertRefused(ask("/authorize"));
        assertRefused(ask("/authorize", "X-Original-Method: POST"));
        assertRefused(ask("/authorize", "X-Original-URI: /auth/bootstrap-session"));
    }

    @Test
    void checksTheAppendedPathOfEnvoy() {
        assertThat(ask("/authorize/users/tracy/sessions").status()).isEqualTo(200);
        assertThat(ask("/authorize/auth/bootstrap-session?x=1").status()).isEqualTo(200);
        for (String path :
                List.of("/orders", "/users/tracy/sessions/1", "/users/tracy/sessions/", "/users/trevor/sessions")) {
            assertRefused(ask("/authorize" + path));
            assertRefused(
                    ask("/authorize" + path, "X-Original-Method: POST", "X-Original-URI: /auth/bootstrap-session"));
        }
        for (String path :
                List.of("//users/tracy/sessions", "/../authorize", "/users/tracy%2Fsessions", "/x/..;/users")) {
            assertThat(ask("/authorize" + path).status()).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS /authorize",
                "OPTIONS /authorize/",
                "OPTIONS /authorize/orders",
                "PATCH /authorize/",
                "PATCH /authorize/orders"
            })
    void otherMethodsNeedASession(String request) {
        String session = NODE.client().start("options").accessToken();

        assertRefused(send(request), 401, "TOKEN_REQUIRED");
        assertRefused(send(request, "Authorization: Bearer " + TOKEN), 403, "SESSION_REQUIRED");
        Reply withSession = send(request, "Authorization: Bearer " + session);
        assertThat(withSession.status()).as(withSession.toString()).isEqualTo(200);
        assertThat(withSession.header("X-User-Id")).isEqualTo("options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "PATCH"})
    void otherMethodsOnTheSessionsOfAnotherUserNeedMoreThanASession(String method) {
        String request = method + " /authorize/users/tracy/sessions";
        String session = NODE.client().start("options").accessToken();

        assertRefused(send(request), 401, "TOKEN_REQUIRED");
        assertRefused(send(request, "Authorization: Bearer " + TOKEN), 403, "SESSION_REQUIRED");
        assertRefused(send(request, "Authorization: Bearer " + session), 403, "USER_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH /authorize, 405, METHOD_NOT_ALLOWED",
        "PROPFIND /authorize, 400, INVALID_REQUEST",
        "PROPFIND /authorize/orders, 400, INVALID_REQUEST",
        "PROPFIND /authorize/users/tracy/sessions, 400, INVALID_REQUEST",
    })
    void unsupportedMethodsAreRefusedWhateverTheToken(String request, int status, String code) {
        String session = NODE.client().start("options").accessToken();

        assertRefused(send(request), status, code);
        assertRefused(send(request, "Authorization: Bearer " + TOKEN), status, code);
        assertRefused(send(request, "Authorization: Bearer " + session), status, code);
    }

    @Test
    void optionsRequestsDoNotCheckClientSecrets() {
        for (String path : List.of("/authorize", "/authorize/orders")) {
            Reply reply = NODE.client().raw().send("OPTIONS", path, "Authorization: Basic c2hvcDp3cm9uZw==");

            assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        }
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        assertThat(reply.code()).matches("SESSION_REQUIRED|USER_MISMATCH");
        assertThat(reply.headers().firstValue("X-User-Id")).isEmpty();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.headers().firstValue("X-User-Id")).isEmpty();
    }

    private static Reply send(String request, String... headers) {
        String[] parts = request.split(" ");
        return NODE.client().raw().send(parts[0], parts[1], headers);
    }

    private static Reply ask(String target, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization: Bearer " + TOKEN));
        all.addAll(List.of(headers));
        return NODE.client().raw().send("POST", target, all.toArray(String[]::new));
    }
}
