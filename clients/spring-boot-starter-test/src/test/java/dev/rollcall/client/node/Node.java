package dev.rollcall.client.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The packaged Rollcall as a process with its own database. */
final class Node implements AutoCloseable {

    static final String ISSUER = "https://rollcall.example.org";

    static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static final String MASTER_KEY = "dGVzdHMga2VlcCBub3RoaW5nIHRoYXQgbWF0dGVycyE=";

    private static final Pattern READY = Pattern.compile("Ready at http:\\\\?/\\\\?/localhost:(\\d+)");

    private static final int PORT_LINE = 3;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    private Node(Process process, String port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param directory where its database is, unless the settings name another one
     * @param settings {@code key=value}; a later one replaces an earlier one
     */
    static Node start(Path directory, String... settings) {
        return start(directory, Map.of(), settings);
    }

    /** @param environment variables of the process */
    static Node start(Path directory, Map<String, String> environment, String... settings) {
        Path jar = Path.of(System.getProperty("tested.jar", "../../api/target/rollcall.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; build it with ./mvnw -DskipTests package");
        }
        try {
            ProcessBuilder process = new ProcessBuilder(command(jar, directory, settings)).redirectErrorStream(true);
            process.environment().putAll(environment);
            return started(process.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(Path jar, Path directory, String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "0",
                "rollcall.demo-users", "true",
                "rollcall.warm-up.at-most", "PT0S",
                "rollcall.sessions.max-starts-per-hour", "0",
                "rollcall.personal-data.master-key", MASTER_KEY,
                "rollcall.tokens.issuer", ISSUER,
                "rollcall.trusted-clients[0].id", "orders",
                "rollcall.trusted-clients[0].secret", SECRET,
                "rollcall.embedded-postgres.data-directory", directory.toString()));
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            all.put(keyAndValue[0], keyAndValue[1]);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString()));
        all.forEach((key, value) -> command.add("--" + key + "=" + value));
        return command;
    }

    private static Node started(Process process) throws IOException {
        return new Node(process, port(process));
    }

    /** Reads the output until it is ready, and goes on reading so that the process never blocks on it. */
    private static String port(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread reader = new Thread(() -> drain(output), "node-output");
                reader.setDaemon(true);
                reader.start();
                return ready.group(1);
            }
        }
        throw new IllegalStateException("The node did not start:\n" + String.join("\n", lines));
    }

    private static void drain(BufferedReader output) {
        try (output) {
            output.transferTo(Writer.nullWriter());
        } catch (IOException processEnded) {
            // Nothing is left to read.
        }
    }

    int port() {
        return URI.create(url).getPort();
    }

    /** Returns the URL of the PostgreSQL that a node has started in a directory, with its password. */
    static String databaseUrl(Path directory) {
        try {
            return "jdbc:postgresql://127.0.0.1:"
                    + Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                            .get(PORT_LINE)
                            .strip()
                    + "/postgres?user=postgres&password="
                    + Files.readString(directory.resolve("postgres-password")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills it like a power cut. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The settings of a service, whose knowledge stays fresh while a busy machine pauses. */
    Map<String, String> settings() {
        return Map.of(
                "rollcall.client.issuer",
                ISSUER,
                "rollcall.client.base-url",
                url,
                "rollcall.client.client-id",
                "orders",
                "rollcall.client.client-secret",
                SECRET,
                "rollcall.client.follow-endings",
                "true",
                "rollcall.client.max-staleness",
                "3s");
    }

    /** Returns an access token of a new session. */
    String logIn() {
        return logIn("june_doe", "test123");
    }

    String logIn(String user, String password) {
        String body = post("/auth/login", null, "{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}");
        return JSON.readTree(body).path("access_token").asString("none");
    }

    /** Returns the status of the answer to GET. */
    int status(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build()).statusCode();
    }

    String post(String path, @Nullable String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Stops it like a paused virtual machine. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill answers " + exit);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
        }
        process.destroy();
        process.onExit().join();
    }
}
