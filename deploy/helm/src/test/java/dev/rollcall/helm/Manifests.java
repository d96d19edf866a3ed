package dev.rollcall.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a chart renders to. */
final class Manifests {

    /** Accepts no field that the API does not have. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                /** The models would keep unknown fields. */
                @Override
                public @Nullable Boolean hasAnySetter(Annotated method) {
                    return Boolean.FALSE;
                }
            });

    private final String text;

    private final List<JsonNode> documents = new ArrayList<>();

    Manifests(String text) {
        this.text = text;
        Pattern.compile("^---$", Pattern.MULTILINE).splitAsStream(text).forEach(document -> {
            JsonNode parsed = Serialization.unmarshal(document, JsonNode.class);
            if (parsed != null && parsed.isObject()) {
                documents.add(parsed);
            }
        });
    }

    List<JsonNode> all() {
        return documents;
    }

    /** Returns the kinds of all objects, in alphabetical order. */
    List<String> kinds() {
        return documents.stream()
                .map(document -> document.path("kind").asText())
                .sorted()
                .toList();
    }

    /** Returns the only object of a kind. */
    JsonNode only(String kind) {
        List<JsonNode> found = documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects are a " + kind + " in:\n" + text);
        }
        return found.get(0);
    }

    /**
     * Reads an object as the API would.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it has a field that the API does not know, or a
     *     value of another type
     */
    static <T extends HasMetadata> T as(Class<T> type, JsonNode manifest) throws Exception {
        return STRICT.treeToValue(manifest, type);
    }
}
