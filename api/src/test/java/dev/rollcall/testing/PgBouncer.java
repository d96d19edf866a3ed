package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PgBouncer in front of a test database. */
public final class PgBouncer implements AutoCloseable {

    private static final String CONFIGURATION = """
            [databases]
            %s = host=127.0.0.1 port=%d dbname=%1$s user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = %s
            default_pool_size = 100
            ignore_startup_parameters = extra_float_digits
            """;

    private final Process process;
    private final TestDatabase database;

    private PgBouncer(Process process, TestDatabase database) {
        this.process = process;
        this.database = database;
    }

    public static boolean isInstalled() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    /** @param mode {@code session} or {@code transaction} */
    public static PgBouncer start(TestDatabase behind, String mode, Path directory) {
        URI server = URI.create(behind.url().substring("jdbc:".length()));
        String name = server.getPath().substring(1);
        int port = freePort();
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path configuration = directory.resolve("pgbouncer.ini");
            Files.writeString(configuration, CONFIGURATION.formatted(name, server.getPort(), port, mode));
            PgBouncer bouncer = new PgBouncer(
                    new ProcessBuilder(command(configuration))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                            .start(),
                    TestDatabase.at("jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres"));
            await().until(bouncer::answers);
            return bouncer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** It refuses to run as root. */
    private static List<String> command(Path configuration) {
        List<String> command = new ArrayList<>(List.of("pgbouncer"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        return command;
    }

    public TestDatabase database() {
        return database;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer did not start");
        }
        try (Connection connection = DriverManager.getConnection(database.url())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static int freePort() throws UncheckedIOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
