package dev.rollcall.api.operations.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.operations.cli.RollcallCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A training run uses a node with a database of its own, and leaves nothing behind. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TrainingRunCommandIT {

    private static final String URL = "spring.datasource.url";

    private final StringWriter out = new StringWriter();

    @Test
    void usesANodeWithATemporaryDatabaseWhateverDatabaseIsConfigured() throws IOException {
        List<Path> before = directories();
        System.setProperty(URL, "jdbc:postgresql://127.0.0.1:1/production");
        try {
            assertThat(run("training-run", "--for=PT0S")).as(out::toString).isZero();
        } finally {
            System.clearProperty(URL);
        }

        assertThat(out.toString()).containsPattern("The node answered \\d{3,} requests");
        assertThat(directories()).isEqualTo(before);
    }

    @Test
    void takesNoSettings() {
        assertThat(run("training-run", "--" + URL + "=jdbc:postgresql://127.0.0.1/production"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("Unknown option");
    }

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(out);
        return RollcallCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }

    private static List<Path> directories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("rollcall-training-"))
                    .sorted()
                    .toList();
        }
    }
}
