package dev.rollcall.api.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the commands of the jar report wrong usage. */
class RollcallCommandTest {

    @TempDir
    Path directory;

    @Test
    void explainsWrongUsage() {
        assertThat(execute("audit")).startsWith("2 ").contains("verify", "check");
        assertThat(execute("nonsense")).startsWith("2 ");
        assertThat(execute("--help")).startsWith("0 ").contains("audit");
        assertThat(execute("audit", "verify", "--help")).startsWith("0 ").contains("--leaf-hashes");
    }

    @Test
    void refusesAMissingFile() {
        String missing = directory.resolve("nowhere").toString();

        assertThat(execute("audit", "verify", missing, "--checkpoint", missing, "--key", "log.example+00000000+AAAA"))
                .startsWith("2 ");
    }

    private static String execute(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exitCode =
                RollcallCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
        return exitCode + " " + out;
    }
}
