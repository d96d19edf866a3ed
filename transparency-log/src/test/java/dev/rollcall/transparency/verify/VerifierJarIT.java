package dev.rollcall.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the file that auditors get. It needs nothing but Java. */
class VerifierJarIT {

    private static final Path JAR = Path.of(System.getProperty("verifier.jar", "target/rollcall-verify.jar"));

    private static final long TWO_MEGABYTES = 2_000_000;

    @TempDir
    Path directory;

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(TWO_MEGABYTES);
    }

    @Test
    void verifiesAnExport() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(TestLog.line(i, "user-" + i));
        }
        write("checkpoint", TestLog.sign(TestLog.checkpoint("log.example", lines)));
        write("key", TestLog.KEY + "\n");
        write("export", String.join("\n", lines) + "\n");
        assertThat(verify()).isEqualTo("0 OK: 5 events are as log.example signed them\n");

        write("export", String.join("\n", lines).replace("user-3", "mallory") + "\n");
        assertThat(verify()).startsWith("1 WRONG: lines 1 to 5 do not match the checkpoint of size 5");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private String verify() throws IOException, InterruptedException {
        Process verifier = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "verify",
                        "export",
                        "--checkpoint",
                        "checkpoint",
                        "--key",
                        "key")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        verifier.getOutputStream().close();
        String output = new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return verifier.waitFor() + " " + output;
    }
}
