package dev.rollcall.faults.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The packaged application on a port that it keeps. */
final class NodeProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** The release that is tested. */
    static final Path TESTED = Path.of(System.getProperty("tested.jar", "../api/target/rollcall.jar"));

    private final List<String> command;
    private final int placeOfJar;
    private final Map<String, String> environment;
    private final Path log;
    private final int port;
    private LocalProcess process;

    /**
     * Starts it, and returns before it is ready.
     *
     * @param jar the release
     * @param settings as on the command line, without the dashes
     */
    NodeProcess(
            String name,
            Path jar,
            Path directory,
            String databaseUrl,
            Map<String, String> environment,
            List<String> settings) {
        this.port = Ports.free();
        this.log = directory.resolve(name + ".log");
        this.environment = environment;
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.datasource.url=" + databaseUrl,
                "--rollcall.warm-up.at-most=PT0S",
                "--rollcall.demo-users=true",
                "--rollcall.personal-data.master-key=ZmF1bHRzIHRlbGwgbm90aGluZyBhYm91dCBwZW9wbGU=",
                "--rollcall.sessions.max-starts-per-hour=0",
                "--rollcall.tokens.issuer=https://faults.example.org"));
        this.placeOfJar = command.indexOf("-jar") + 1;
        settings.forEach(setting -> command.add("--" + setting));
        this.process = LocalProcess.start(command, environment, log);
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    LocalProcess process() {
        return process;
    }

    /** Starts it again after it has ended. */
    void restart() {
        process = LocalProcess.start(command, environment, log);
        awaitReady();
    }

    /** Stops it, and starts another release in its place. */
    void replaceBy(Path jar) {
        process.stop();
        command.set(placeOfJar, jar.toString());
        restart();
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the node ended; see " + log);
                    }
                    return isReady();
                });
    }

    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
    }
}
