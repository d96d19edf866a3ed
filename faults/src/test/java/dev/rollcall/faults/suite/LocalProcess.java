package dev.rollcall.faults.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that this one has started, and only such a process. */
final class LocalProcess {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;

    private LocalProcess(Process process) {
        this.process = process;
    }

    /** @param log receives all output, after what it already contains */
    static LocalProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new LocalProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, and waits until it has. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Ends it like a power cut. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it like a paused virtual machine: connections stay open. */
    void freeze() {
        signal(process.pid(), "STOP");
    }

    void thaw() {
        signal(process.pid(), "CONT");
    }

    static void signal(long pid, String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " answers " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
