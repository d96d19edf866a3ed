package dev.rollcall.faults.suite;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One PostgreSQL server with its data, set up as in production, on a port that it keeps. */
final class DatabaseServer implements AutoCloseable {

    static final int CONNECTIONS = 120;

    private static final Duration START_AT_MOST = Duration.ofSeconds(60);

    private final Path directory;
    private final int port = Ports.free();
    private EmbeddedPostgres postgres;

    DatabaseServer(Path directory) {
        this.directory = directory;
        this.postgres = open();
    }

    private EmbeddedPostgres open() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(START_AT_MOST)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return port;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(port));
    }

    /** Returns the URL of the database, if reached by a port. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Kills the server and its children, as when its machine loses power. */
    void kill() {
        ProcessHandle postmaster = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(postmaster);
        children.forEach(DatabaseServer::awaitEnd);
    }

    boolean isRunning() {
        return postmaster().filter(ProcessHandle::isAlive).isPresent();
    }

    /** Stops it, or lets go of it after it was killed. */
    void stop() {
        close();
    }

    /** Starts it again after it has ended. */
    void restart() {
        close();
        postgres = open();
    }

    /** Stops all its processes, as when its machine is paused. */
    void freeze() {
        signalAll("STOP");
    }

    void thaw() {
        signalAll("CONT");
    }

    private void signalAll(String signal) {
        ProcessHandle postmaster = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        LocalProcess.signal(postmaster.pid(), signal);
        signalChildren(postmaster, signal);
    }

    /** Sends a signal to the processes of a server that do not end meanwhile. */
    static void signalChildren(ProcessHandle postmaster, String signal) {
        postmaster.children().filter(ProcessHandle::isAlive).forEach(child -> signalIfAlive(child, signal));
    }

    private static void signalIfAlive(ProcessHandle child, String signal) {
        try {
            LocalProcess.signal(child.pid(), signal);
        } catch (IllegalStateException ended) {
            if (child.isAlive()) {
                throw ended;
            }
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String pid =
                    Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NoSuchFileException stopped) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(START_AT_MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            throw new IllegalStateException(stuck);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
