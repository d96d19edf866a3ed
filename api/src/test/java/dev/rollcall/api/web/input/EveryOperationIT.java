package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Operation;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: input that no operation accepts, tried on every operation that the application maps. */
class EveryOperationIT {

    private static final int TOO_LARGE = 2 * BodySizeLimit.MAX_BYTES;

    private static final Client NOBODY = SharedNode.client();

    private static final SignedIn DEVICE = NOBODY.start("every-operation");

    private static final SignedIn FOREIGN = NOBODY.start("somebody-else");

    private static final SignedIn ADMINISTRATOR = NOBODY.signIn("admin", "admin123");

    static List<Operation> operations() {
        return Operation.all();
    }

    static List<Operation> operationsForAdministrators() {
        return operations().stream().filter(Operation::isForAdministrators).toList();
    }

    static List<Operation> operationsForAuditors() {
        return operations().stream().filter(Operation::isForAuditors).toList();
    }

    static List<Operation> operationsWithABody() {
        return operations().stream()
                .filter(operation -> !operation.method().equals("GET"))
                .toList();
    }

    /**
     * All operations but {@code /authorize}, which answers in headers and ignores the {@code Accept} header that a
     * gateway forwards, and the log-out of identity providers, whose answer is empty.
     */
    static List<Operation> operationsWithAnAnswer() {
        return operations().stream()
                .filter(operation -> !operation.pattern().matches("/authorize|/oauth2/backchannel-logout"))
                .toList();
    }

    @AfterAll
    static void sessionsStillWork() {
        assertThat(DEVICE.profile().status()).isEqualTo(200);
        assertThat(FOREIGN.profile().status()).isEqualTo(200);
        assertThat(ADMINISTRATOR.profile().status()).isEqualTo(200);
    }

    @Test
    void findsOperations() {
        assertThat(operations()).extracting(Operation::toString).contains("POST /auth/login", "GET /auth/profile");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesOtherMethods(Operation operation) {
        Set<String> mapped = operations().stream()
                .filter(other -> other.serves(operation.path(DEVICE)))
                .map(Operation::method)
                .collect(Collectors.toSet());

        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            if (!mapped.contains(method)) {
                Reply reply = Refusal.of(() -> operation.caller(DEVICE).send(method, operation.path(DEVICE), null));
                assertThat(reply.code()).isEqualTo("METHOD_NOT_ALLOWED");
                assertThat(reply.header("Allow").split(", ?")).containsExactlyInAnyOrderElementsOf(mapped);
            }
        }
        for (String method : List.of("TRACE", "PROPFIND", "get", "")) {
            Refusal.of(() -> NOBODY.raw().send(method, operation.path(DEVICE)));
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithAnAnswer")
    void refusesToAnswerInAnythingButJson(Operation operation) {
        for (String accept : List.of("text/html", "application/yaml", "image/*;q=0", "application/json;q=2", "%")) {
            Reply reply = Refusal.of(() -> call(operation.caller(DEVICE).with("Accept", accept), operation, ""));
            assertThat(reply.code()).isEqualTo("NOT_ACCEPTABLE");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesUnreadableAndRepeatedParameters(Operation operation) {
        for (String query : List.of("%zz", "limit=%", "limit=%ff", "except=%c0%af", "=", "%00=1", "%0a=1")) {
            Reply reply = Refusal.of(() -> NOBODY.raw()
                    .send(
                            operation.method(),
                            operation.path(DEVICE) + "?" + query,
                            "Authorization: " + operation.authorization(DEVICE),
                            "Content-Type: " + operation.contentType()));
            assertThat(reply.code()).isEqualTo("INVALID_REQUEST");
        }
        Refusal.ofField("limit", () -> call(operation.caller(DEVICE), operation, "?limit=1&limit=1"));
        Refusal.ofField("except", () -> call(operation.caller(DEVICE), operation, "?except=current&except=current"));
        Refusal.of(() -> call(operation.caller(DEVICE), operation, "?%3Cscript%3E&%3Cscript%3E"));
    }

    @ParameterizedTest
    @MethodSource("operationsForAdministrators")
    void refusesUsersWhereAnAdministratorIsNeeded(Operation operation) {
        assertThat(Refusal.of(() -> call(DEVICE.client(), operation, "")).code())
                .isEqualTo("FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("operationsForAuditors")
    void refusesEverybodyElseWhereAnAuditorIsNeeded(Operation operation) {
        for (Client other : List.of(DEVICE.client(), ADMINISTRATOR.client(), NOBODY.asGateway())) {
            assertThat(Refusal.of(() -> call(other, operation, "")).code()).isEqualTo("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesALargeBodyWithAContentLength(Operation operation) {
        Reply reply = Refusal.of(() -> NOBODY.raw()
                .send(
                        operation.method(),
                        operation.path(DEVICE),
                        "Authorization: " + operation.authorization(DEVICE),
                        "Content-Length: " + Long.MAX_VALUE));

        assertThat(reply.code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("operationsWithABody")
    void refusesALargeBodyWithoutAContentLength(Operation operation) {
        Reply reply = Refusal.of(() -> NOBODY.raw()
                .send(
                        operation.method(),
                        operation.path(DEVICE),
                        "Authorization: " + operation.authorization(DEVICE),
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked",
                        "",
                        Integer.toHexString(TOO_LARGE),
                        " ".repeat(TOO_LARGE)));

        assertThat(reply.code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    static Stream<Arguments> variables() {
        return operations().stream()
                .flatMap(operation -> Stream.of("userId", "sessionId")
                        .filter(operation::has)
                        .map(variable -> Arguments.of(operation, variable)));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void refusesInvalidIdsInThePath(Operation operation, String variable) {
        List<String> invalidIds = List.of(
                "%00",
                "a%00",
                "%0a",
                "%ff",
                "%c0%af",
                "%ed%a0%80",
                "..",
                "%2e%2e",
                "%2F",
                "%5C",
                "",
                "a;b=c",
                "%3B",
                "%25",
                "%zz",
                "<b>",
                "a|b",
                "{x}",
                "a b",
                "ÿ",
                "%20",
                "%C2%85",
                "x".repeat(300),
                "x".repeat(100_000));
        for (String invalidId : invalidIds) {
            String path = variable.equals("userId")
                    ? operation.path(invalidId, DEVICE.sessionId())
                    : operation.path(DEVICE.userId(), invalidId);
            Refusal.of(
                    () -> NOBODY.raw().send(operation.method(), path, "Authorization: Bearer " + DEVICE.accessToken()));
        }
    }

    @ParameterizedTest
    @MethodSource("variables")
    void refusesForeignAndUnknownIds(Operation operation, String variable) {
        boolean user = variable.equals("userId");
        String foreign = user ? FOREIGN.userId() : FOREIGN.sessionId();
        for (String id : List.of("nobody", "01a1fdd5-5552-73e8-a37e-7b2db2363844", foreign)) {
            String path = user ? operation.path(id, DEVICE.sessionId()) : operation.path(DEVICE.userId(), id);
            Reply reply = Refusal.of(() -> DEVICE.client().send(operation.method(), path, null));
            assertThat(reply.code()).isEqualTo(codeForForeign(operation, user));
        }
    }

    private static String codeForForeign(Operation operation, boolean user) {
        if (operation.isForAuditors()) {
            return "FORBIDDEN";
        }
        return user ? "USER_MISMATCH" : "SESSION_NOT_FOUND";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/error", "/auth", "/auth/nothing", "/users/every-operation/x"})
    void refusesUnknownPaths(String path) {
        assertThat(Refusal.of(() -> DEVICE.client().get(path)).code()).isEqualTo("NOT_FOUND");
        assertThat(Refusal.of(() -> NOBODY.get(path)).code()).isEqualTo("TOKEN_REQUIRED");
    }

    private static Reply call(Client client, Operation operation, String query) {
        return client.with("Content-Type", operation.contentType())
                .send(operation.method(), operation.path(DEVICE) + query, null);
    }
}
