package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client of one node, without credentials until it is given a token or a client's secret. Immutable. */
public final class Client {

    public static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

    public static final String LAPTOP = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";

    static final String GATEWAY =
            "Basic " + Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.UTF_8));

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final JsonMapper JSON = new JsonMapper();

    private final String baseUrl;
    private final List<String> headers;

    public Client(String baseUrl) {
        this(baseUrl, List.of());
    }

    private Client(String baseUrl, List<String> headers) {
        this.baseUrl = baseUrl;
        this.headers = headers;
    }

    public Client with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Client(baseUrl, more);
    }

    public Client on(String userAgent) {
        return with("User-Agent", userAgent);
    }

    public Client bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Returns this client with the secret of the demo's trusted client {@code gateway}. */
    public Client asGateway() {
        return with("Authorization", GATEWAY);
    }

    public Reply login(String userName, String password) {
        return post("/auth/login", Map.of("user_name", userName, "password", password));
    }

    /** Signs in; fails if refused. */
    public SignedIn signIn(String userName, String password) {
        Reply reply = login(userName, password);
        assertThat(reply.status()).as(() -> "login: " + reply.body()).isEqualTo(200);
        return new SignedIn(this, reply);
    }

    /** Starts a session as the trusted client, for a user who needs no account; fails if refused. */
    public SignedIn start(String userId) {
        Reply reply = asGateway().post("/users/" + userId + "/sessions", Map.of());
        assertThat(reply.status()).as(() -> "start: " + reply.body()).isEqualTo(201);
        return new SignedIn(this, reply);
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    public Reply post(String path) {
        return send("POST", path, null);
    }

    public Reply post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    /** Sends a form. */
    public Reply form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return with("Content-Type", "application/x-www-form-urlencoded").send("POST", path, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    /** Returns host and port. */
    public String address() {
        return URI.create(baseUrl).getAuthority();
    }

    /** Returns a client that sends raw bytes to the same node, without this client's headers. */
    public RawHttp raw() {
        return new RawHttp(baseUrl);
    }

    /** @param body JSON or invalid JSON; null for none */
    public Reply send(String method, String path, @Nullable String body) {
        try {
            HttpResponse<InputStream> response = HTTP.send(request(method, path, body), BodyHandlers.ofInputStream());
            String answer = bodyOf(response);
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(
                    response.statusCode(),
                    response.headers(),
                    type.endsWith("json") && !type.endsWith("ndjson")
                            ? JSON.readTree(answer)
                            : JSON.valueToTree(answer));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Opens a stream of a user's session events; fails if refused. */
    public EventStream stream(String path) {
        return stream(path, "sessions");
    }

    /** Opens a stream of ended sessions, as the demo's trusted client; fails if refused. */
    public EventStream endings() {
        return asGateway().stream("/sessions/endings", "opened");
    }

    private EventStream stream(String path, String firstEvent) {
        try {
            return new EventStream(HTTP.send(request("GET", path, null), BodyHandlers.ofLines()), firstEvent);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !headers.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request.build();
    }

    /** Returns the body, but nothing of an event stream, which does not end. */
    private static String bodyOf(HttpResponse<InputStream> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream body = response.body()) {
            return type.startsWith("text/event-stream") ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
