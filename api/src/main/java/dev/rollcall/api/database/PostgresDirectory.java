package dev.rollcall.api.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with PostgreSQL's binaries and data that outlives the process. One process may use it at a time; a server
 * that a killed process left behind is stopped first, and recovers when it is started again.
 */
final class PostgresDirectory {

    private static final Logger log = LoggerFactory.getLogger(PostgresDirectory.class);

    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);

    private PostgresDirectory() {}

    static EmbeddedPostgres start(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Path data = root.resolve("postgres");
        if (Files.notExists(data)) {
            log.info("Setting up PostgreSQL in {}, which takes some seconds the first time", root);
        }
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(root.resolve("binaries").toFile())
                    .setDataDirectoryCustomizer(PostgresDirectory::stopLeftover)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_AT_MOST)
                    // The library turns these off for tests; here, what was acknowledged must survive.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
        } catch (OverlappingFileLockException inUse) {
            throw new DataDirectoryInUse(root, inUse);
        } catch (IllegalStateException failed) {
            throw failed.getMessage() != null && failed.getMessage().startsWith("could not lock")
                    ? new DataDirectoryInUse(root, failed)
                    : failed;
        }
    }

    /** Called under the directory's lock, so a running server belongs to nobody. */
    private static void stopLeftover(File data) {
        leftover(data.toPath()).ifPresent(server -> {
            log.info("Stopping the PostgreSQL that an earlier run left behind (process {})", server.pid());
            try {
                fastShutdown(server);
                server.onExit().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (IOException | ExecutionException | TimeoutException stuck) {
                throw new IllegalStateException(
                        "PostgreSQL process " + server.pid() + " still runs in " + data + " and does not stop", stuck);
            }
        });
    }

    /** SIGINT ends the server's connections; the SIGTERM that Java would send waits for its clients to go. */
    private static void fastShutdown(ProcessHandle server) throws IOException {
        if (File.separatorChar == '/') {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
        } else {
            server.destroy();
        }
    }

    private static Optional<ProcessHandle> leftover(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .command()
                            .map(command ->
                                    Path.of(command).getFileName().toString().startsWith("postgres"))
                            .orElse(false));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
