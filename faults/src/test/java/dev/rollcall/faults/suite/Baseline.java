package dev.rollcall.faults.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The release that may still run while nodes of this one start; deploy/release/baseline.properties names it. */
final class Baseline {

    private static final Path SCRIPT =
            Path.of("../deploy/release/baseline").toAbsolutePath().normalize();

    private static final int NOT_IN_HISTORY = 3;

    private Baseline() {}

    /** Returns its jar, and builds it if there is none yet. Skips the test if the history of this clone lacks it. */
    static Path jar() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(SCRIPT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = script.waitFor();
        Assumptions.assumeFalse(
                exitCode == NOT_IN_HISTORY,
                "The history of this clone does not have the baseline of deploy/release/baseline.properties");
        if (exitCode != 0) {
            throw new IllegalStateException(SCRIPT + " ended with " + exitCode);
        }
        return Path.of(output.strip());
    }
}
