package dev.rollcall.api.operations.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Operation;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** C-5: the OpenAPI description matches the running service. */
class OpenApiIT {

    private static Description description;

    private final Client client = SharedNode.client();

    @BeforeAll
    static void read() {
        description = Description.read();
    }

    static List<Operation> operations() {
        return Operation.all();
    }

    @Nested
    class TheDocument {

        @Test
        void isOpenApi31AndSaysWhatItDescribes() {
            assertThat(description.at("/openapi").asString()).startsWith("3.1.");
            assertThat(description.at("/info/title").asString()).isEqualTo("Rollcall");
            assertThat(description.at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
            assertThat(description.at("/info/description").asString()).isNotBlank();
            assertThat(description.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
        }

        @Test
        void hasABearerTokenAndBasicForClients() {
            assertThat(description
                            .at("/components/securitySchemes/bearer/scheme")
                            .asString())
                    .isEqualTo("bearer");
            assertThat(description
                            .at("/components/securitySchemes/basic/scheme")
                            .asString())
                    .isEqualTo("basic");
        }

        @Test
        void listsExactlyTheOperationsThatAreMapped() {
            Set<String> mapped = operations().stream().map(Operation::toString).collect(Collectors.toSet());

            assertThat(mapped).hasSizeGreaterThan(10);
            assertThat(description.operations()).containsExactlyInAnyOrderElementsOf(mapped);
        }

        @Test
        void givesEveryOperationAUniqueId() {
            assertThat(operations())
                    .extracting(operation ->
                            description.operation(operation).path("operationId").asString())
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
        }

        @Test
        void keepsValueTypesPlain() {
            JsonNode session = description.schema("SessionView").path("properties");
            JsonNode settings = description.schema("SettingsView").path("properties");

            assertThat(session.path("sessionId").path("type").asString()).isEqualTo("string");
            assertThat(session.path("userId").path("type").asString()).isEqualTo("string");
            assertThat(session.path("startedAt").path("format").asString()).isEqualTo("date-time");
            assertThat(settings.path("idleTimeout").path("type").asString()).isEqualTo("string");
            assertThat(settings.path("idleTimeout").path("format").asString()).isEqualTo("duration");
        }

        @Test
        void enumeratesTheCodesOfProblems() {
            JsonNode code = description.schema("Problem").path("properties").path("code");

            assertThat(code.path("enum").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(
                            Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void describesEveryOperationAndItsAnswers(Operation operation) {
        JsonNode described = description.operation(operation);

        assertThat(described.path("summary").asString()).isNotBlank();
        assertThat(described.path("responses").propertyNames())
                .filteredOn(status -> status.startsWith("2"))
                .hasSize(1);
        assertThat(described.path("responses").properties()).allSatisfy(response -> {
            JsonNode content = response.getValue().path("content");
            if (response.getKey().startsWith("2")) {
                assertThat(response.getKey().equals("204")
                                || operation.pattern().matches("/oauth2/(revoke|backchannel-logout)")
                                        && content.isMissingNode()
                                || operation.pattern().matches("/audit/(checkpoint|key|export)")
                                        && content.valueStream()
                                                .allMatch(type -> type.at("/schema/type")
                                                        .asString()
                                                        .equals("string"))
                                || operation.pattern().matches(".*/(events|endings)")
                                        && content.at("/text~1event-stream/schema/type")
                                                .asString()
                                                .equals("string")
                                || content.at("/application~1json/schema").isObject())
                        .isTrue();
            } else if (response.getKey().startsWith("3")) {
                assertThat(content.isMissingNode()).isTrue();
                assertThat(response.getValue().at("/headers/Location/schema").isObject())
                        .isTrue();
            } else {
                assertThat(content.at("/application~1problem+json/schema/$ref").asString())
                        .isEqualTo("#/components/schemas/Problem");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void statesExactlyWhichOperationsNeedAToken(Operation operation) {
        SignedIn device = client.start("described");
        List<String> schemes = description
                .operation(operation)
                .path("security")
                .valueStream()
                .flatMap(requirement -> requirement.propertyNames().stream())
                .toList();

        String refusal = call(client, operation, operation.path(device)).code();
        boolean tokenRequired = refusal.equals("TOKEN_REQUIRED");
        boolean clientRequired = refusal.equals("INVALID_CLIENT");
        boolean openToClients = !call(client.asGateway(), operation, operation.path(device))
                .code()
                .matches("USER_MISMATCH|FORBIDDEN|TOKEN_REQUIRED");

        assertThat(schemes.contains("bearer")).isEqualTo(tokenRequired);
        assertThat(schemes.contains("basic")).isEqualTo(clientRequired || tokenRequired && openToClients);
        assertThat(clientRequired).isEqualTo(operation.isForClients());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void describesEveryRefusal(Operation operation) {
        SignedIn device = client.start("refused");
        String path = operation.path(device);
        List<Reply> refusals = List.of(
                call(client, operation, path),
                call(client.bearer("x"), operation, path),
                call(client.with("Authorization", "Basic eDp5"), operation, path),
                call(device.client().with("Accept", "text/html"), operation, path),
                call(device.client(), operation, path + "?limit=1&limit=1"),
                call(device.client(), operation, operation.path("somebody", device.sessionId())),
                call(device.client(), operation, operation.path(device.userId(), "nothing")),
                device.client().send(operation.method(), path, "x".repeat(70_000)),
                device.client().with("Content-Type", "text/plain").send(operation.method(), path, "x"));

        assertThat(refusals)
                .filteredOn(reply -> reply.status() >= 400)
                .isNotEmpty()
                .allSatisfy(reply -> {
                    assertThat(description.errors("Problem", reply.body())).isEmpty();
                    assertThat(described(operation, reply)).contains("`" + reply.code() + "`");
                });
    }

    private static Reply call(Client client, Operation operation, String path) {
        return client.with("Content-Type", "application/json").send(operation.method(), path, null);
    }

    private static String described(Operation operation, Reply reply) {
        return description
                .operation(operation)
                .path("responses")
                .path(Integer.toString(reply.status()))
                .path("description")
                .asString();
    }
}
