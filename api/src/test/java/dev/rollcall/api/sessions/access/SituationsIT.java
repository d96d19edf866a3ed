package dev.rollcall.api.sessions.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Operation;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedIssuerNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestIssuer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every kind of caller at every operation that the application maps. */
class SituationsIT {

    private static final TestIssuer ISSUER = SharedIssuerNode.issuer();

    private static final Node NODE = SharedIssuerNode.node();

    private static final Client NOBODY = NODE.client();

    private static final JsonNode DESCRIPTION = NOBODY.get("/v3/api-docs").body();

    private static final SignedIn DEVICE = NOBODY.start("situated");

    private static final Set<String> PUBLIC = Set.of(
            "POST /auth/login",
            "POST /auth/refresh-token",
            "POST /auth/password-reset",
            "POST /auth/password-reset-mail",
            "POST /oauth2/backchannel-logout",
            "GET /.well-known/jwks.json",
            "GET /audit/key",
            "GET /.well-known/oauth-authorization-server");

    private static final Set<String> STARTS = Set.of("POST /users/{userId}/sessions", "POST /auth/bootstrap-session");

    private static final Set<String> AUTHORIZER = Set.of("GET /authorize", "POST /authorize");

    static List<Operation> protectedOperations() {
        return Operation.all().stream()
                .filter(operation -> !PUBLIC.contains(operation.toString()))
                .toList();
    }

    static List<Operation> notForUsers() {
        return protectedOperations().stream()
                .filter(operation ->
                        operation.isForAdministrators() || operation.isForClients() || operation.isForAuditors())
                .toList();
    }

    static List<Operation> ofOneUser() {
        return protectedOperations().stream()
                .filter(operation -> operation.has("userId") && !operation.isForAuditors())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void asksForAToken(Operation operation) {
        Reply reply = call(NOBODY, operation, operation.path(DEVICE));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(operation.isForClients() ? "INVALID_CLIENT" : "TOKEN_REQUIRED");
        assertThat(reply.header("WWW-Authenticate")).startsWith(operation.isForClients() ? "Basic" : "Bearer");
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void refusesInvalidTokens(Operation operation) {
        Reply reply = call(NOBODY.bearer("e30.e30.x"), operation, operation.path(DEVICE));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("INVALID_TOKEN");
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void refusesATokenOfAnEndedSessionWithTheReason(Operation operation) {
        SignedIn ended = NOBODY.start("ended");
        ended.client().post("/auth/logout");

        Reply reply = call(ended.client(), operation, operation.path(ended));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("SESSION_ENDED");
        assertThat(reply.text("reason")).isEqualTo("LOGGED_OUT");
        assertThat(reply.text("initiator")).isEqualTo("user");
        assertThat(reply.text("endedAt")).isNotEmpty();
        assertThat(reply.text("detail")).isEqualTo("You signed out.");
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void aTokenWithoutASessionStartsOneAndNothingElse(Operation operation) {
        String user = "sessionless-" + Math.abs(operation.toString().hashCode());
        Client sessionless = NOBODY.bearer(ISSUER.token(user));

        Reply reply = call(sessionless, operation, operation.path(user, DEVICE.sessionId()));

        if (STARTS.contains(operation.toString())) {
            assertThat(reply.status()).isEqualTo(201);
        } else {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("SESSION_REQUIRED");
        }
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void describesRefusalsOfATokenWithoutASession(Operation operation) {
        JsonNode described = DESCRIPTION
                .path("paths")
                .path(operation.pattern())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path("403")
                .path("description");

        assertThat(described.asString("").contains("`SESSION_REQUIRED`"))
                .isNotEqualTo(STARTS.contains(operation.toString()));
    }

    @ParameterizedTest
    @MethodSource("ofOneUser")
    void refusesThePathOfAnotherUser(Operation operation) {
        String path = operation.path("somebody-else", DEVICE.sessionId());

        for (Client client : List.of(DEVICE.client(), NOBODY.bearer(ISSUER.token("sessionless")))) {
            Reply reply = call(client, operation, path);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("USER_MISMATCH");
        }
    }

    @ParameterizedTest
    @MethodSource("ofOneUser")
    void administratorsActForOthersButStartNoSessionsForThem(Operation operation) {
        SignedIn other = NOBODY.start("acted-for");
        Client admin = NOBODY.signIn("admin", "admin123").client();

        Reply reply = call(admin, operation, operation.path(other));

        if (STARTS.contains(operation.toString())) {
            assertThat(reply.code()).isEqualTo("USER_MISMATCH");
        } else {
            assertThat(reply.status()).as(reply.toString()).isNotIn(401, 403);
        }
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void trustedClientsStartSessionsAskAboutTokensAndFollowEndingsOnly(Operation operation) {
        Reply reply = call(NOBODY.asGateway(), operation, operation.path("clients-user", DEVICE.sessionId()));

        if (operation.toString().equals("POST /users/{userId}/sessions")) {
            assertThat(reply.status()).isEqualTo(201);
        } else if (operation.toString().equals("GET /sessions/endings")) {
            assertThat(reply.status()).isEqualTo(200);
        } else if (operation.isForClients()) {
            assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
        } else if (AUTHORIZER.contains(operation.toString())) {
            assertThat(reply.code()).isEqualTo("TOKEN_REQUIRED");
        } else {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo(ofOneUser().contains(operation) ? "USER_MISMATCH" : "FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("notForUsers")
    void refusesUsersAtOperationsForOthers(Operation operation) {
        Reply reply = call(DEVICE.client(), operation, operation.path(DEVICE));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("FORBIDDEN");
    }

    private static Reply call(Client client, Operation operation, String path) {
        return client.with("Content-Type", operation.contentType()).send(operation.method(), path, null);
    }
}
