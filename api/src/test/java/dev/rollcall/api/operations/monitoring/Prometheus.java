package dev.rollcall.api.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A real Prometheus with the configuration of {@code deploy/monitoring}, except that it looks every second. */
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TARGET = "127.0.0.1:8080";

    private final Process process;
    private final Client client;

    private Prometheus(Process process, Client client) {
        this.process = process;
        this.client = client;
    }

    static boolean isInstalled() {
        return Stream.of("prometheus", "promtool")
                .allMatch(name -> Stream.of("/usr/bin", "/usr/local/bin", "/opt/bin")
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name))));
    }

    /** @param directory for its configuration and data; alerts fire there after a second */
    static Prometheus start(Path directory, Client node) {
        try {
            copy("prometheus.yml", directory, TARGET, node.address(), "_interval: \\d+s", "_interval: 1s");
            copy("alerts.yml", directory, "", "", "for: \\d+[mhs]", "for: 1s");
            String address = freeAddress();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + directory.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=" + address)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("prometheus.log").toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, new Client("http://" + address));
            await().atMost(PATIENCE).until(prometheus::isReady);
            return prometheus;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(
            String name, Path directory, String text, String replacement, String pattern, String patternReplacement)
            throws IOException {
        String original = Files.readString(MonitoringFiles.DIRECTORY.resolve(name));
        assertThat(original).contains(text);
        Files.writeString(
                directory.resolve(name),
                (text.isEmpty() ? original : original.replace(text, replacement))
                        .replaceAll(pattern, patternReplacement));
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus did not start");
        }
        try {
            return client.get("/-/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Returns the series and values of an expression; fails if Prometheus does not understand it. */
    List<JsonNode> query(String expression) {
        Reply reply = client.get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(reply.text("status")).as("%s: %s", expression, reply.body()).isEqualTo("success");
        return reply.at("data.result").valueStream().toList();
    }

    /** Returns how often it has scraped the node. */
    int scrapes() {
        List<JsonNode> count = query("count_over_time(up{job=\"rollcall\"}[10m])");
        return count.isEmpty() ? 0 : count.get(0).at("/value/1").asInt();
    }

    /** Returns the names of the alerts that fire. */
    List<String> firing() {
        return client.get("/api/v1/alerts")
                .at("data.alerts")
                .valueStream()
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asString())
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
