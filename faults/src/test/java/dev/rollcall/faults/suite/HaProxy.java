package dev.rollcall.faults.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real HAProxy before the nodes. It asks them twice a second whether they are ready. */
final class HaProxy implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private static final String CONFIGURATION = """
            defaults
              mode http
              timeout connect 1s
              timeout check 5s
              timeout client 60s
              timeout server 60s
              option redispatch
              retries 3
            frontend all
              bind 127.0.0.1:%d
              default_backend nodes
            backend nodes
              option httpchk GET /actuator/health/readiness
              http-check expect status 200
              default-server check inter 500ms fall 1 rise 1
            %s
            """;

    private final LocalProcess process;
    private final String address;

    private HaProxy(LocalProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static HaProxy start(Path directory, List<NodeProcess> nodes) throws IOException {
        int port = Ports.free();
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(
                configuration,
                CONFIGURATION.formatted(
                        port,
                        nodes.stream()
                                .map(node -> "  server n%1$d 127.0.0.1:%1$d".formatted(node.port()))
                                .collect(Collectors.joining("\n"))));
        LocalProcess process = LocalProcess.start(
                List.of(PROGRAM.toString(), "-db", "-f", configuration.toString()),
                Map.of(),
                directory.resolve("haproxy.log"));
        HaProxy proxy = new HaProxy(process, "http://127.0.0.1:" + port);
        Calls calls = new Calls();
        Awaitility.await().until(() -> calls.start(proxy.address, "first").isDone());
        return proxy;
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.stop();
    }
}
