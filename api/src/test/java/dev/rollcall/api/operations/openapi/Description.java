package dev.rollcall.api.operations.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rollcall.testing.Operation;
import dev.rollcall.testing.SharedNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description that the shared node serves at {@code /v3/api-docs}. */
record Description(JsonNode document) {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Description read() {
        return new Description(SharedNode.client().get("/v3/api-docs").body());
    }

    JsonNode at(String path) {
        return document.at(path);
    }

    /** Returns method and path of every operation. */
    Set<String> operations() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }

    JsonNode operation(Operation operation) {
        return document.path("paths")
                .path(operation.pattern())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** Validates a value against the named schema, treating members that the schema does not list as errors. */
    List<String> errors(String schema, JsonNode value) {
        ObjectNode strict = new JsonMapper().createObjectNode();
        strict.put("$ref", "#/components/schemas/" + schema);
        strict.set("components", document.path("components").deepCopy());
        strict.at("/components/schemas")
                .valueStream()
                .forEach(object -> ((ObjectNode) object).put("additionalProperties", false));
        Schema compiled = SCHEMAS.getSchema(strict);
        return compiled
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
