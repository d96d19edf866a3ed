package dev.rollcall.transparency.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.transparency.CanonicalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log replaces its key twice: in its lines 4 and 7, of 9. */
class ReplacedKeyTest {

    private static final TestKey FIRST = TestKey.create();
    private static final TestKey SECOND = TestKey.create();
    private static final TestKey THIRD = TestKey.create();
    private static final TestKey FORGED = TestKey.create();

    @TempDir
    Path directory;

    @Test
    void anyOfTheKeysVerifiesCheckpointsFromBeforeBetweenAndAfter() throws IOException {
        List<String> lines = log(TestKey.replacement(FIRST, SECOND, FIRST, SECOND));

        for (TestKey key : List.of(FIRST, SECOND, THIRD)) {
            assertThat(verify(
                            lines,
                            key,
                            checkpoint(lines, 3, FIRST),
                            checkpoint(lines, 4, SECOND),
                            checkpoint(lines, 6, SECOND),
                            checkpoint(lines, 9, THIRD)))
                    .isEqualTo("0 OK: 9 events are as log.example signed them\n");
        }
    }

    @Test
    void aCheckpointThatAnotherKeyOfTheLogSignedIsRefused() throws IOException {
        List<String> lines = log(TestKey.replacement(FIRST, SECOND, FIRST, SECOND));

        assertThat(verify(lines, FIRST, checkpoint(lines, 9, FIRST)))
                .startsWith("1 WRONG: ")
                .contains("checkpoint-9 is not signed with the key " + THIRD.verifier()
                        + ", which the log had at size 9");
        assertThat(verify(lines, THIRD, checkpoint(lines, 3, THIRD), checkpoint(lines, 9, THIRD)))
                .contains("checkpoint-3 is not signed with the key " + FIRST.verifier());
        assertThat(verify(lines, FIRST, checkpoint(lines, 4, FIRST), checkpoint(lines, 9, THIRD)))
                .contains("checkpoint-4 is not signed with the key " + SECOND.verifier());
    }

    @Test
    void aKeyThatTheOneBeforeDidNotSignIsRefused() throws IOException {
        for (TestKey[] signers : new TestKey[][] {{SECOND}, {FIRST}, {SECOND, FORGED}}) {
            List<String> lines = log(TestKey.replacement(FIRST, SECOND, signers));
            assertThat(verify(lines, FIRST, checkpoint(lines, 9, THIRD)))
                    .startsWith(
                            "1 WRONG: line 4 claims to replace the key of the log, but is not signed with both keys");
        }
        List<String> forged = log(TestKey.replacement(FORGED, SECOND, FORGED, SECOND));
        assertThat(verify(forged, FIRST, checkpoint(forged, 9, THIRD)))
                .startsWith("1 WRONG: the log has never had the key " + FIRST.verifier());
    }

    @Test
    void aReplacementOfAnotherKeyIsRefused() throws IOException {
        List<String> lines = log(TestKey.replacement(FIRST, FORGED, FIRST, FORGED));

        assertThat(verify(lines, FIRST, checkpoint(lines, 6, FORGED), checkpoint(lines, 9, FORGED)))
                .startsWith("1 WRONG: line 7 replaces another key than that of the log");
    }

    @Test
    void eventsOfUsersReplaceNoKey() throws IOException {
        List<String> lines = log(TestKey.replacement(FIRST, SECOND, FIRST, SECOND)).stream()
                .map(line -> line.replace("\"userId\":\"\"", "\"userId\":\"u\""))
                .toList();

        assertThat(verify(lines, FIRST, checkpoint(lines, 9, FIRST)))
                .isEqualTo("0 OK: 9 events are as log.example signed them\n");
    }

    private static List<String> log(String firstReplacement) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            lines.add(
                    switch (i) {
                        case 3 -> keyLine(i, firstReplacement);
                        case 6 -> keyLine(i, TestKey.replacement(SECOND, THIRD, SECOND, THIRD));
                        default -> TestLog.line(i, "user-" + i);
                    });
        }
        return lines;
    }

    private static String keyLine(int index, String statement) throws IOException {
        String json =
                "{\"index\":%d,\"eventId\":\"e\",\"userId\":\"\",\"sequence\":0,\"revision\":null,".formatted(index)
                        + "\"type\":\"LogKeyReplaced\",\"recordedAt\":\"2026-01-01T12:00:00Z\","
                        + "\"payload\":{\"replacedAt\":\"2026-01-01T12:00:00Z\",\"statement\":"
                        + CanonicalJson.quoted(statement) + "}}";
        return new String(CanonicalJson.of(json.getBytes(UTF_8)), UTF_8);
    }

    private Path checkpoint(List<String> lines, int size, TestKey key) throws IOException {
        return Files.writeString(
                directory.resolve("checkpoint-" + size),
                key.sign(TestLog.checkpoint("log.example", lines.subList(0, size))));
    }

    private String verify(List<String> lines, TestKey key, Path... checkpoints) throws IOException {
        Path export = Files.writeString(directory.resolve("export"), String.join("\n", lines) + "\n");
        List<String> arguments = new ArrayList<>(
                List.of("verify", export.toString(), "--key", key.verifier().toString()));
        for (Path checkpoint : checkpoints) {
            arguments.addAll(List.of("--checkpoint", checkpoint.toString()));
        }
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int exitCode = Verifier.commandLine().setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
        return exitCode + " " + out;
    }
}
