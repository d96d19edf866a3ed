package dev.rollcall.eventstore.postgres;

import com.google.crypto.tink.subtle.Random;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * A directory with PostgreSQL's binaries and data, which outlives the process. Only one process can use it at a time. A
 * server that a killed process left running is stopped before the next start.
 */
final class PostgresDirectory {

    private static final Logger log = LoggerFactory.getLogger(PostgresDirectory.class);

    private static final String PASSWORD = "postgres-password";

    private static final int PASSWORD_BYTES = 32;

    private static final Set<String> OURS = Set.of("postgres", "binaries", PASSWORD, "personal-data.key");

    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(30);

    private PostgresDirectory() {}

    /** Returns the password that every connection to the database needs, and creates it on first use. */
    static String password(Path directory) throws IOException {
        return SecretFile.readOrCreate(directory.resolve(PASSWORD), () -> {
            byte[] random = Random.randBytes(PASSWORD_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        });
    }

    /**
     * @param binaries a jar with PostgreSQL; null for the one among the libraries
     * @throws NoBundledPostgres if there is none for any platform; then the directory was not touched
     */
    static EmbeddedPostgres start(Path directory, @Nullable Path binaries) throws IOException {
        if (binaries == null && !PostgresBinaries.areBundled()) {
            throw new NoBundledPostgres();
        }
        PgBinaryResolver postgres = (system, machine) -> PostgresBinaries.open(binaries, system, machine);
        Path root = directory.toAbsolutePath().normalize();
        try {
            SecretFile.createDirectory(root);
            if (isOursAlone(root)) {
                SecretFile.restrictDirectory(root);
            }
            return withPassword(root, postgres);
        } catch (OverlappingFileLockException inUse) {
            throw new DataDirectoryInUse(root, inUse);
        } catch (IllegalStateException | IOException failed) {
            throw failed.getMessage() != null && failed.getMessage().startsWith("could not lock")
                    ? new DataDirectoryInUse(root, failed)
                    : new UnusableDataDirectory(root, NestedExceptionUtils.getMostSpecificCause(failed));
        }
    }

    private static EmbeddedPostgres withPassword(Path root, PgBinaryResolver binaries) throws IOException {
        EmbeddedPostgres postgres = startServer(root, binaries);
        TrustedConnections trusted = new TrustedConnections(postgres.getPostgresDatabase());
        if (!trusted.exist()) {
            return postgres;
        }
        trusted.end(password(root));
        postgres.close(); // ends the connections that were trusted
        postgres = startServer(root, binaries);
        if (new TrustedConnections(postgres.getPostgresDatabase()).exist()) {
            postgres.close();
            throw new IOException("it accepts connections without a password;"
                    + " replace 'trust' with 'scram-sha-256' in its pg_hba.conf");
        }
        return postgres;
    }

    private static EmbeddedPostgres startServer(Path root, PgBinaryResolver binaries) throws IOException {
        Path data = root.resolve("postgres");
        if (Files.notExists(data)) {
            log.info("Setting up PostgreSQL in {}; this takes a few seconds the first time", root);
        }
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPgBinaryResolver(binaries)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(root.resolve("binaries").toFile())
                .setDataDirectoryCustomizer(PostgresDirectory::stopLeftover)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_AT_MOST)
                // These two are passed to initdb after the library's own "-A trust", and override it.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", root.resolve(PASSWORD).toString())
                .setConnectConfig("password", password(root))
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // The library turns these off for tests, but here acknowledged commits must survive a crash.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /**
     * Returns whether the directory holds only Rollcall's files, unlike a shared one such as the directory for
     * temporary files.
     */
    private static boolean isOursAlone(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString())
                    .allMatch(name -> OURS.stream().anyMatch(our -> name.equals(our) || name.startsWith("." + our)));
        }
    }

    /** Called under the directory's lock, so a server that still runs belongs to no live process. */
    private static void stopLeftover(File data) {
        leftover(data.toPath()).ifPresent(server -> {
            log.info("Stopping a PostgreSQL server that an earlier run left behind (process {})", server.pid());
            try {
                fastShutdown(server);
                server.onExit().get(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (IOException | ExecutionException | TimeoutException stuck) {
                throw new IllegalStateException(
                        "PostgreSQL process " + server.pid() + " in " + data + " cannot be stopped", stuck);
            }
        });
    }

    /** SIGINT makes the server end its connections. Java would send SIGTERM, which waits for clients to disconnect. */
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
