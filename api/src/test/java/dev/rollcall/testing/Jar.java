package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged application, as a separate process with its own PostgreSQL. */
public final class Jar implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Ready at http:\\\\?/\\\\?/localhost:(\\d+)");

    private static final int PORT_LINE = 3;

    private static final Path TESTED = Path.of(System.getProperty("tested.jar", "target/rollcall.jar"));

    private final Process process;
    private final int port;
    private final List<String> output;

    private Jar(Process process, int port, List<String> output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts it and waits until it reports that it is ready. */
    public static Jar start(Path directory, String... settings) {
        return start(TESTED, directory, settings);
    }

    /** Starts another jar. */
    public static Jar start(Path jar, Path directory, String... settings) {
        Launch launch = launch(jar, directory, settings);
        Matcher ready = READY.matcher(String.join("\n", launch.outputUntilReady()));
        if (!ready.find()) {
            throw new AssertionError("did not start:\n" + String.join("\n", launch.output()));
        }
        return new Jar(launch.process(), Integer.parseInt(ready.group(1)), launch.output());
    }

    /** Starts it, waits until it ends by itself, and returns its output. */
    public static String failToStart(Path directory, String... settings) {
        return failToStart(TESTED, directory, settings);
    }

    /** Starts another jar, waits until it ends by itself, and returns its output. */
    public static String failToStart(Path jar, Path directory, String... settings) {
        Launch launch = launch(jar, directory, settings);
        List<String> output = launch.outputUntilReady();
        launch.process().destroyForcibly();
        return String.join("\n", output);
    }

    /** The output and exit code of a command of the jar. */
    public record Result(int exitCode, String output) {}

    /** Runs a command of the jar until it ends. */
    public static Result run(String... command) {
        List<String> words = new ArrayList<>(java(TESTED));
        words.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns the command, with options that make a short-lived process start quickly. */
    private static List<String> java(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString());
    }

    private record Launch(Process process, List<String> output) {

        List<String> outputUntilReady() {
            try {
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    output.add(line);
                    if (READY.matcher(line).find()) {
                        drain(reader);
                        break;
                    }
                }
                return List.copyOf(output);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Reads the output, so that the process never blocks on it. */
        private void drain(BufferedReader reader) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                                output.add(line);
                            }
                        } catch (IOException processEnded) {
                            // nothing left to read
                        }
                    },
                    "drain");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static Launch launch(Path jar, Path directory, String... settings) {
        List<String> command = new ArrayList<>(java(jar));
        command.addAll(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--rollcall.sessions.max-starts-per-hour=0",
                "--rollcall.warm-up.at-most=PT0S",
                "--rollcall.embedded-postgres.data-directory=" + directory));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        try {
            return new Launch(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), new CopyOnWriteArrayList<>());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Client client() {
        return new Client("http://127.0.0.1:" + port);
    }

    /** Returns the URL, with the password, of the PostgreSQL that it started in the directory. */
    public static String databaseUrl(Path directory) {
        try {
            return "jdbc:postgresql://127.0.0.1:"
                    + Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                            .get(PORT_LINE)
                            .trim()
                    + "/postgres?user=postgres&password="
                    + Files.readString(directory.resolve("postgres-password")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns its output so far. */
    public String output() {
        return String.join("\n", output);
    }

    /** Stops it like a paused virtual machine; its connections stay open. */
    public void freeze() {
        signal("STOP");
        await().until(this::isFrozen);
    }

    /** Threads stop one after the other; without {@code /proc} there is no way to tell. */
    private boolean isFrozen() {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (Files.notExists(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new AssertionError("kill -" + name + " " + process.pid() + " answers " + exitCode);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Kills it like a power cut: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        waitFor();
    }

    private void waitFor() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
