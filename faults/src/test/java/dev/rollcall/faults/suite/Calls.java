package dev.rollcall.faults.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Sends requests, each once. */
final class Calls {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Duration timeout;

    private static final String TRUSTED_CLIENT =
            "Basic " + Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.US_ASCII));

    private static final String DEVICE = "{\"userAgent\":\"curl/8.0\",\"ipAddress\":\"192.0.2.7\"}";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Calls() {
        this(TIMEOUT);
    }

    /** @param timeout after which no answer is expected any more */
    Calls(Duration timeout) {
        this.timeout = timeout;
    }

    Answer start(String node, String user) {
        return send(json(node, "/users/" + user + "/sessions")
                .header("Authorization", TRUSTED_CLIENT)
                .POST(BodyPublishers.ofString(DEVICE)));
    }

    Answer introspect(String node, String token) {
        return send(request(node, "/oauth2/introspect")
                .header("Authorization", TRUSTED_CLIENT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + token)));
    }

    Answer refresh(String node, String token) {
        return send(json(node, "/auth/refresh-token")
                .POST(BodyPublishers.ofString("{\"refresh_token\":\"" + token + "\"}")));
    }

    Answer post(String node, String path, String token) {
        return send(
                request(node, path).header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody()));
    }

    Answer get(String node, String path, String token) {
        return send(
                request(node, path).header("Authorization", "Bearer " + token).GET());
    }

    Answer login(String node, String user, String password) {
        return send(json(node, "/auth/login")
                .POST(BodyPublishers.ofString("{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}")));
    }

    Answer createUser(String node, String user, String password, String token) {
        return send(json(node, "/users")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}")));
    }

    private HttpRequest.Builder json(String node, String path) {
        return request(node, path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String node, String path) {
        return HttpRequest.newBuilder(URI.create(node + path)).timeout(timeout);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failure) {
            return Answer.none(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Answer.none(interrupted);
        }
    }
}
