package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real nginx or Caddy that runs an example configuration, on other ports. */
public final class ExampleGateway implements AutoCloseable {

    private static final Path EXAMPLES = Path.of("../examples/gateway");

    private static final String GATEWAY = "8088";
    private static final String APPLICATION = "8089";
    private static final String ROLLCALL = "8080";

    private final Process process;
    private final String port;

    private ExampleGateway(Process process, String port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isNginxInstalled() {
        return isInstalled("nginx");
    }

    public static boolean isCaddyInstalled() {
        return isInstalled("caddy");
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory + program)));
    }

    /** Returns a port for a gateway that starts later. */
    public static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Starts nginx, or Caddy if the name of the example begins with that.
     *
     * @param example the name of the configuration
     * @param directory the directory for the gateway's files; created if necessary
     * @param port the gateway's port
     */
    public static ExampleGateway start(String example, Path directory, String port, Client rollcall) {
        try {
            Files.createDirectories(directory);
            Path configuration = directory.resolve(example);
            Files.writeString(
                    configuration,
                    Files.readString(EXAMPLES.resolve(example))
                            .replace(":" + GATEWAY, ":" + port)
                            .replace(":" + APPLICATION, ":" + freePort())
                            .replace("127.0.0.1:" + ROLLCALL, rollcall.address()));
            ProcessBuilder command = new ProcessBuilder(
                            example.startsWith("Caddy")
                                    ? List.of("caddy", "run", "--config", configuration.toString())
                                    : List.of(
                                            "nginx",
                                            "-p",
                                            directory.toString(),
                                            "-c",
                                            configuration.toString(),
                                            "-g",
                                            "daemon off;"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("gateway.log").toFile());
            command.environment().put("XDG_CONFIG_HOME", directory.toString());
            command.environment().put("XDG_DATA_HOME", directory.toString());
            ExampleGateway gateway = new ExampleGateway(command.start(), port);
            await().until(gateway::answers);
            return gateway;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Client client() {
        return new Client("http://127.0.0.1:" + port);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the gateway did not start");
        }
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
