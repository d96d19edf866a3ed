package dev.rollcall.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what {@code verify} reports about correct and wrong exports. */
class VerifyCommandTest {

    private static final int SIZE = 10;

    @TempDir
    Path directory;

    private List<String> lines;

    @BeforeEach
    void write() throws IOException {
        lines = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            lines.add(TestLog.line(i, "user-" + i));
        }
        for (int size : new int[] {0, 4, 8, SIZE}) {
            Files.writeString(file("checkpoint-" + size), checkpoint(size));
        }
        Files.writeString(file("key"), TestLog.KEY + "\n");
    }

    @Test
    void aCorrectExportIsAccepted() throws IOException {
        String ok = "0 OK: 10 events are as log.example signed them\n";

        assertThat(verify("--checkpoint", "checkpoint-10", "--key", "key")).isEqualTo(ok);
        assertThat(verify("--checkpoint", "checkpoint-10", "--key", TestLog.KEY.toString()))
                .isEqualTo(ok);
        assertThat(verify(
                        "--checkpoint",
                        "checkpoint-8",
                        "--checkpoint",
                        "checkpoint-10",
                        "--checkpoint",
                        "checkpoint-0",
                        "--key",
                        "key"))
                .isEqualTo(ok);
        lines.clear();
        assertThat(verify("--checkpoint", "checkpoint-0", "--key", "key"))
                .isEqualTo("0 OK: 0 events are as log.example signed them\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "index":5             | "index": 5        | line 6 is not in canonical form (RFC 8785)
            "index":5             | "index":5.0       | line 6 is not in canonical form (RFC 8785)
            "index":5             | "index":6         | line 6 has index 6 instead of 5
            "index":5             | "index":"5"       | line 6 has index "5" instead of 5
            "index":5             | "i":5             | line 6 does not have the members of an event
            "userId"              | "userIdx"         | line 6 does not have the members of an event
            "index":5             | "index":5,        | line 6 is not JSON
            "payload":{}          | "payload":{       | line 6 is not JSON
            "userId":"user-5"     | "userId":"user-6" | lines 1 to 4 are as signed, but lines 5 to 8 do not match
            """)
    void aChangedLineIsNamedOrNarrowedDown(String part, String replacement, String finding) throws IOException {
        lines.set(5, lines.get(5).replace(part, replacement));

        assertThat(verifyAll()).startsWith("1 WRONG: " + finding);
    }

    @Test
    void aLineThatIsNestedTooDeeplyIsNamed() throws IOException {
        lines.set(5, lines.get(5).replace("{}", "[".repeat(1500) + "]".repeat(1500)));

        assertThat(verifyAll()).startsWith("1 WRONG: line 6 is not an event: ");
    }

    @Test
    void savedLeafHashesTellWhichLineWasChanged() throws IOException {
        verify("--checkpoint", "checkpoint-8", "--key", "key", "--save-leaf-hashes", "some");
        assertThat(verify("--checkpoint", "checkpoint-10", "--key", "key", "--save-leaf-hashes", "all"))
                .startsWith("0 OK");
        lines.set(6, TestLog.line(6, "mallory"));

        assertThat(verify("--checkpoint", "checkpoint-10", "--key", "key", "--leaf-hashes", "all"))
                .endsWith(". Line 7 does not match the leaf hashes, which match the checkpoint\n");
        assertThat(verify("--checkpoint", "checkpoint-10", "--key", "key", "--leaf-hashes", "some"))
                .endsWith(". Line 7 does not match the leaf hashes\n");
    }

    @Test
    void missingAndExtraLinesAreDetected() throws IOException {
        lines.remove(9);
        assertThat(verifyAll()).isEqualTo("1 WRONG: the export ends after 9 of 10 lines\n");
        lines.add(TestLog.line(9, "user-9"));
        lines.add(TestLog.line(10, "user-10"));
        assertThat(verifyAll()).startsWith("1 WRONG: line 11 is not covered: the checkpoint has size 10.");
        lines.remove(0);
        assertThat(verifyAll()).startsWith("1 WRONG: line 1 has index 1 instead of 0: an export must begin with");
        Files.writeString(file("export"), "{\"eventId\"");
        assertThat(run("--checkpoint", "checkpoint-10", "--key", "key")).isEqualTo("1 WRONG: line 1 is cut off\n");
    }

    @Test
    void aCheckpointMustBeSignedByTheKeyOfTheLog() throws IOException {
        UnaryOperator<String> one = text -> text.replace("log.example\n10\n", "log.example\n9\n");
        Files.writeString(file("forged"), one.apply(checkpoint(SIZE)));
        Files.writeString(file("foreign"), TestLog.sign(TestLog.checkpoint("other.example", lines)));
        Files.writeString(file("no-note"), "log.example\n10\n");
        Files.writeString(file("no-checkpoint"), TestLog.sign("hello\n"));

        assertThat(verify("--checkpoint", "forged", "--key", "key"))
                .startsWith("1 WRONG: ")
                .contains("is not signed");
        assertThat(verify("--checkpoint", "foreign", "--key", "key")).contains("is a checkpoint of another log");
        assertThat(verify("--checkpoint", "no-note", "--key", "key"))
                .startsWith("2 ")
                .contains("is not a signed note");
        assertThat(verify("--checkpoint", "no-checkpoint", "--key", "key")).contains("is not a checkpoint");
    }

    @Test
    void twoDifferentCheckpointsOfOneSizeAreDetected() throws IOException {
        lines.set(3, TestLog.line(3, "mallory"));
        Files.writeString(file("other"), checkpoint(SIZE));

        assertThat(verify("--checkpoint", "other", "--checkpoint", "checkpoint-10", "--key", "key"))
                .contains("two checkpoints of size 10 with different root hashes: the log signed both");
    }

    @Test
    void usageErrorsAreReported() throws IOException {
        assertThat(run("--key", "key")).startsWith("2 ").contains("--checkpoint");
        assertThat(run("--checkpoint", "nowhere", "--key", "key"))
                .startsWith("2 ")
                .contains("no such file");
        assertThat(verify("--checkpoint", "checkpoint-10", "--key", "log.example+00000000+AAAA"))
                .startsWith("2 ");
        assertThat(execute("nonsense")).startsWith("2 ");
        assertThat(execute("--help")).startsWith("0 ").contains("verify");
        assertThat(execute("verify", "--help")).startsWith("0 ").contains("--leaf-hashes");
    }

    private String verifyAll() throws IOException {
        return verify(
                "--checkpoint",
                "checkpoint-4",
                "--checkpoint",
                "checkpoint-8",
                "--checkpoint",
                "checkpoint-10",
                "--key",
                "key");
    }

    private String verify(String... options) throws IOException {
        Files.writeString(file("export"), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        return run(options);
    }

    private String run(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", file("export").toString()));
        for (String option : options) {
            arguments.add(
                    option.startsWith("--") || option.contains("+")
                            ? option
                            : file(option).toString());
        }
        return execute(arguments.toArray(String[]::new));
    }

    private static String execute(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exitCode = Verifier.commandLine().setOut(writer).setErr(writer).execute(arguments);
        return exitCode + " " + out;
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private String checkpoint(int size) {
        return TestLog.sign(TestLog.checkpoint("log.example", lines.subList(0, size)));
    }
}
