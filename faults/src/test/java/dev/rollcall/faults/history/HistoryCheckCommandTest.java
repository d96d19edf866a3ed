package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command prints a summary and all violations, and its exit code says whether the promises were kept. */
class HistoryCheckCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String text) throws IOException {
        return run(Files.writeString(directory.resolve("log.jsonl"), text));
    }

    private int run(Path log) {
        return HistoryCheckCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(log.toString());
    }

    @Test
    void promisesThatWereKept() throws IOException {
        String log = Scenario.unlimited()
                .start("s1", 1_000_000_000, 1_500_000_000)
                .start("s2", 4_000_000_000L, 5_000_000_000L)
                .operation("check", ",'session':'s1','code':'INVALID_TOKEN'", 5_000_000_000L, 5_250_000_000L, "refused")
                .unansweredStart(5_000_000_000L)
                .started("s1")
                .started("s2")
                .text();
        assertThat(run(log)).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "  start: 2 done, 1 unknown",
                        "  check: 1 refused",
                        "  INVALID_TOKEN: 1",
                        "  SessionStarted: 2",
                        "longest time without an acknowledged start: 3.500000 s, from 1.500000 s",
                        "longest time for which an ended session was shown live: 0.000000 s",
                        "KEPT: no promise was broken");
    }

    @Test
    void aPromiseThatWasBroken() throws IOException {
        assertThat(run(Scenario.unlimited().start("s1", 10, 20).text())).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains(
                        "ACKNOWLEDGED_START_LOST: an acknowledged start has no event.",
                        "  The start o1 was acknowledged with session s1 of alice,"
                                + " but there is no event that starts it.",
                        "VIOLATED: 1 violations")
                .anyMatch(line -> line.startsWith("  line 2: {\"type\":\"operation\",\"id\":\"o1\""));
    }

    @Test
    void aLogThatCannotBeRead() throws IOException {
        assertThat(run("{}\n")).isEqualTo(2);
        assertThat(err.toString()).contains("log.jsonl: line 1: field 'type' must be");
        assertThat(run(directory.resolve("missing"))).isEqualTo(2);
        assertThat(err.toString()).contains("missing: there is no such file");
    }
}
