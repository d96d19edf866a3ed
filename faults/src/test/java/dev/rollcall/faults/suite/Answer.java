package dev.rollcall.faults.suite;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back for one request.
 *
 * @param status 0 if no answer came
 * @param sent whether the request may have reached a node
 * @param text the body as it came
 * @param body missing if it is no JSON
 */
record Answer(int status, boolean sent, String text, JsonNode body) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), true, response.body(), json(response.body()));
    }

    static Answer none(Throwable failure) {
        boolean neverSent = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
        return new Answer(0, !neverSent, "", MissingNode.getInstance());
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }

    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** Returns the outcome as the log names it. */
    String outcome() {
        if (isDone()) {
            return "done";
        }
        if (status >= 400 && status < 500) {
            return "refused";
        }
        return sent ? "unknown" : "failed";
    }

    boolean cameBack() {
        return status > 0;
    }

    /** Returns the text at a path such as {@code session.sessionId}; null if there is none. */
    @Nullable
    String text(String path) {
        JsonNode found = body.at("/" + path.replace('.', '/'));
        return found.isString() ? found.asString() : null;
    }
}
