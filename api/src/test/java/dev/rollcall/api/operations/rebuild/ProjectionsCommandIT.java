package dev.rollcall.api.operations.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** C-2: rebuilding read models from the command line while nodes are running. */
class ProjectionsCommandIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    @AfterAll
    static void stop() {
        NODE.close();
    }

    private record Result(int exitCode, String output, String error) {}

    @Test
    void rebuildsAndReportsDifferences() {
        SignedIn device = NODE.client().start("shell");

        Result right = run("rebuild", "live-sessions");
        DATABASE.jdbc().update("DELETE FROM live_session WHERE session_id = ?::uuid", device.sessionId());
        Result dry = run("rebuild", "live-sessions", "--dry-run");
        Result wrong = run("rebuild", "live-sessions");

        assertThat(right.error()).isEmpty();
        assertThat(right.exitCode()).isZero();
        assertThat(right.output())
                .contains("The table matched the events. 1 rows.")
                .contains("1 of 1 events");
        assertThat(dry.exitCode()).isOne();
        assertThat(dry.output()).contains("Nothing was changed.");
        assertThat(wrong.exitCode()).isOne();
        assertThat(wrong.output())
                .contains("1 missing, 0 unexpected, 0 changed")
                .contains(device.sessionId() + ": missing");
        assertThat(device.client().get(device.sessions()).texts("sessions", "sessionId"))
                .containsExactly(device.sessionId());
    }

    @Test
    void listsReadModels() {
        Result list = run("list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.output())
                .contains("rows in live_session, 0 events behind")
                .contains("session-history: ");
    }

    @Test
    void explainsWrongUsage() {
        assertThat(run("rebuild", "nothing").exitCode()).isEqualTo(2);
        assertThat(run("rebuild", "nothing").error()).contains("nothing: There is no such read model");
        assertThat(run("rebuild").exitCode()).isEqualTo(2);
        assertThat(run("rebuild", "live-sessions", "--hurry").error()).contains("Unknown argument: --hurry");
        DATABASE.jdbc()
                .update(
                        "INSERT INTO projection_rebuild (projection, dry_run, requested_by) VALUES ('session-history', false, 'x')");
        Result refused = run("rebuild", "session-history");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.error()).contains("A rebuild is under way");
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                RollcallCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exitCode = command.execute(Stream.of(
                        List.of("projections"),
                        List.of(arguments),
                        List.of(
                                "--spring.datasource.url=" + DATABASE.url(),
                                "--rollcall.personal-data.master-key=" + Node.MASTER_KEY))
                .flatMap(List::stream)
                .toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }
}
