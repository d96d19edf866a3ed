package dev.rollcall.api.operations.training;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the node, and remembers cookies. Used by one thread. */
class TrainingClient {

    /** The trusted client of the demo. */
    static final String GATEWAY =
            "Basic " + Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.UTF_8));

    static final String JSON = "application/json";

    static final String FORM = "application/x-www-form-urlencoded";

    private static final String BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

    private static final int BUSY = 503;

    private static final int MOST_TRIES = 100;

    private static final int PAUSE_MILLIS = 200;

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final int port;
    private long requests;

    TrainingClient(int port) {
        this.port = port;
    }

    long requests() {
        return requests;
    }

    static String bearer(String token) {
        return "Bearer " + token;
    }

    String get(String path, @Nullable String authorization) throws IOException, InterruptedException {
        return send("GET", path, authorization, JSON, null);
    }

    String delete(String path, String authorization) throws IOException, InterruptedException {
        return send("DELETE", path, authorization, JSON, null);
    }

    JsonNode post(String path, @Nullable String authorization, String json) throws IOException, InterruptedException {
        return MAPPER.readTree(send("POST", path, authorization, JSON, json));
    }

    /**
     * Sends a request again and again while the node is busy or its history is behind, as on a slow machine.
     *
     * @throws IllegalStateException if the request is refused
     */
    String send(String method, String path, @Nullable String authorization, String type, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1))
                .header("User-Agent", BROWSER)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (int tries = 1; response.statusCode() == BUSY && tries < MOST_TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            response = http.send(request.build(), BodyHandlers.ofString());
        }
        requests++;
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
