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

    private static final Pattern READY = Pattern.compile("Ready at http:\\\\?/\\\\?/localhost:(\\d+)");

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    private Node(Process process, String port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    static Node start(Path directory) {
        return start(directory, 0, ISSUER);
    }

    /** @param port 0 for any */
    static Node start(Path directory, int port, String issuer) {
        Path jar = Path.of(System.getProperty("tested.jar", "../../api/target/rollcall.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; build it with ./mvnw -DskipTests package");
        }
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-jar",
                            jar.toString(),
                            "--server.address=127.0.0.1",
                            "--server.port=" + port,
                            "--rollcall.demo-users=true",
                            "--rollcall.warm-up.at-most=PT0S",
                            "--rollcall.sessions.max-starts-per-hour=0",
                            "--rollcall.tokens.issuer=" + issuer,
                            "--rollcall.trusted-clients[0].id=orders",
                            "--rollcall.trusted-clients[0].secret=" + SECRET,
                            "--rollcall.embedded-postgres.data-directory=" + directory)
                    .redirectErrorStream(true)
                    .start();
            return new Node(process, port(process));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
        String body = post("/auth/login", null, "{\"userName\":\"june_doe\",\"password\":\"test123\"}");
        return JSON.readTree(body).path("access_token").asString("none");
    }

    String post(String path, @Nullable String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
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
        thaw();
        process.destroy();
        process.onExit().join();
    }
}
