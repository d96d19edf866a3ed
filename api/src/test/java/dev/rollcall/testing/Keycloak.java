package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Keycloak as a process of its own, with the realm {@code shop}, the client {@code our-client} and a user. */
public final class Keycloak implements AutoCloseable {

    public static final String CLIENT = "our-client";

    private static final String USER = "ada";

    private static final String PASSWORD = "secret";

    /** Unpacked by Maven. */
    private static final Path DISTRIBUTION = Path.of("target", "keycloak");

    private static final Duration START = Duration.ofMinutes(5);

    private static final String REALM = """
            {"realm": "shop", "enabled": true, "sslRequired": "none",
             "clients": [{"clientId": "our-client", "enabled": true, "publicClient": true,
                          "directAccessGrantsEnabled": true,
                          "attributes": {"backchannel.logout.url": "%s",
                                         "backchannel.logout.session.required": "true"}}],
             "users": [{"username": "ada", "enabled": true, "firstName": "Ada", "lastName": "Lovelace",
                        "email": "ada@example.org", "emailVerified": true,
                        "credentials": [{"type": "password", "value": "secret", "temporary": false}]}]}
            """;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final String baseUrl;

    /** Tokens of a login. */
    public record Login(String accessToken, String refreshToken) {}

    private Keycloak(Process process, String baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    /**
     * @param work an empty directory
     * @param logoutUrl where it sends logout tokens
     */
    public static Keycloak start(Path work, String logoutUrl) throws IOException {
        Path home = Files.list(DISTRIBUTION).findFirst().orElseThrow();
        Path copy = work.resolve("keycloak");
        copy(home, copy);
        Path imports = Files.createDirectories(copy.resolve("data").resolve("import"));
        Files.writeString(imports.resolve("shop-realm.json"), REALM.formatted(logoutUrl));
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        copy.resolve("bin").resolve("kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        Keycloak keycloak = new Keycloak(builder.start(), "http://127.0.0.1:" + port);
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(500)).until(keycloak::isReady);
        } catch (RuntimeException | AssertionError failure) {
            keycloak.close();
            throw new IllegalStateException(Files.readString(work.resolve("log")), failure);
        }
        return keycloak;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak has stopped");
        }
        try {
            return send(HttpRequest.newBuilder(URI.create(issuer())).build()).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public String issuer() {
        return baseUrl + "/realms/shop";
    }

    /** Returns the settings of a node that accepts this issuer's tokens. */
    public String[] settings(String... more) {
        String entry = "rollcall.external-issuers[0].";
        return Stream.concat(
                        Stream.of(
                                entry + "issuer=" + issuer(),
                                entry + "jwks-uri=" + issuer() + "/protocol/openid-connect/certs",
                                entry + "client-ids=" + CLIENT),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    public Login logIn() {
        JsonNode tokens = form(
                issuer() + "/protocol/openid-connect/token",
                Map.of("grant_type", "password", "client_id", CLIENT, "username", USER, "password", PASSWORD));
        return new Login(
                tokens.path("access_token").asString(),
                tokens.path("refresh_token").asString());
    }

    /** Logs out like the application with this login. */
    public void logOut(Login login) {
        form(
                issuer() + "/protocol/openid-connect/logout",
                Map.of("client_id", CLIENT, "refresh_token", login.refreshToken()));
    }

    /** Ends one session, as an administrator of Keycloak. */
    public void endSession(String session) {
        administer("DELETE", "/sessions/" + session);
    }

    /** Ends all sessions of a user, as an administrator of Keycloak. */
    public void logOutUser(String user) {
        administer("POST", "/users/" + user + "/logout");
    }

    private void administer(String method, String path) {
        String token = form(
                        baseUrl + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", "admin"))
                .path("access_token")
                .asString();
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(baseUrl + "/admin/realms/shop" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
        requireSuccess(answer);
    }

    private static JsonNode form(String url, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        requireSuccess(answer);
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private static void requireSuccess(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
