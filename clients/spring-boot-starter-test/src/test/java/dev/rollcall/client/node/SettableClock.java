package dev.rollcall.client.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The wall clock of a process, by libfaketime. Its monotonic clock is not changed. */
final class SettableClock {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private final Path file;

    /** @param file says how far the clock is ahead */
    SettableClock(Path file) {
        this.file = file;
        setAhead(0);
    }

    static boolean isInstalled() {
        return Files.exists(LIBRARY);
    }

    /** Returns the environment of the process; nothing if libfaketime is not installed. */
    Map<String, String> environment() {
        return isInstalled()
                ? Map.of(
                        "LD_PRELOAD", LIBRARY.toString(),
                        "FAKETIME_TIMESTAMP_FILE", file.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0") // otherwise, timed waits of the Java VM never end
                : Map.of();
    }

    /** @param seconds negative to be behind */
    void setAhead(int seconds) {
        try {
            Files.writeString(file, (seconds < 0 ? "" : "+") + seconds);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
