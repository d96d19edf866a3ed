package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A real nginx that runs an example configuration, on other ports. */
public final class Nginx implements AutoCloseable {

    private static final String GATEWAY = "127.0.0.1:8088";
    private static final String APPLICATION = "127.0.0.1:8089";
    private static final String ROLLCALL = "127.0.0.1:8080";

    private final Process process;
    private final String address;

    private Nginx(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    public static boolean isInstalled() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    /** @param directory the directory for nginx's files; created if necessary */
    public static Nginx start(Path example, Path directory, Client rollcall) {
        String address = freeAddress();
        try {
            Files.createDirectories(directory);
            Path configuration = directory.resolve("nginx.conf");
            Files.writeString(
                    configuration,
                    Files.readString(example)
                            .replace(GATEWAY, address)
                            .replace(APPLICATION, freeAddress())
                            .replace(ROLLCALL, rollcall.address()));
            Process process = new ProcessBuilder(
                            "nginx", "-p", directory.toString(), "-c", configuration.toString(), "-g", "daemon off;")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("nginx.log").toFile())
                    .start();
            Nginx nginx = new Nginx(process, address);
            await().until(nginx::answers);
            return nginx;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Client client() {
        return new Client("http://" + address);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx did not start");
        }
        String[] hostAndPort = address.split(":");
        try (Socket socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
