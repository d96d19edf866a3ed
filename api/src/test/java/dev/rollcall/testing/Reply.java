package dev.rollcall.testing;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An answer of the service; a body that is not JSON is a single string. */
public record Reply(int status, HttpHeaders headers, JsonNode body) {

    /** Returns the text at a path such as {@code session.device.label}; empty if there is none. */
    public String text(String path) {
        return at(path).asString("");
    }

    public JsonNode at(String path) {
        return body.at("/" + path.replace('.', '/'));
    }

    public String code() {
        return text("code");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Returns the values of one field of all elements of a list. */
    public List<String> texts(String list, String field) {
        return at(list).valueStream()
                .map(element -> element.path(field).asString())
                .toList();
    }

    /** Returns the elements of a list of strings. */
    public List<String> texts(String list) {
        return at(list).valueStream().map(JsonNode::asString).toList();
    }
}
