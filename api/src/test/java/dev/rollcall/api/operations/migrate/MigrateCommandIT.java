package dev.rollcall.api.operations.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.testing.HiddenStackTraces;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tables are changed by a command or by a node at its start; a node accepts those of a later release. */
@ExtendWith(OutputCaptureExtension.class)
class MigrateCommandIT {

    private static final String NOT_AT_START = "rollcall.migrations.at-start=false";

    private static final String MIGRATIONS = "SELECT count(*) FROM flyway_schema_history WHERE success";

    private final TestDatabase database = TestDatabase.create();

    private final StringWriter out = new StringWriter();

    @Test
    void createsTheTablesOnceForANodeThatMayNot() {
        assertThat(migrate("--check")).isEqualTo(1);
        assertThat(out.toString()).contains("MISSING: V1 event store").doesNotContain("The tables are at");
        assertThat(database.jdbc().queryForObject("SELECT to_regclass('account') IS NULL", Boolean.class))
                .as("--check changes nothing")
                .isTrue();

        assertThat(migrate()).isZero();
        assertThat(out.toString()).containsPattern("V1 event store: \\d+ ms").contains("The tables are at version ");
        Integer migrations = database.jdbc().queryForObject(MIGRATIONS, Integer.class);
        assertThat(migrate("--check")).isZero();
        assertThat(migrate()).isZero();
        assertThat(database.jdbc().queryForObject(MIGRATIONS, Integer.class)).isEqualTo(migrations);

        try (Node node = Node.start(database, NOT_AT_START)) {
            assertThat(node.client().get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void aNodeThatMayNotMigrateNamesWhatIsMissing(CapturedOutput output) {
        assertStopped(database);

        assertThat(output)
                .contains("The tables are those of an earlier release. They lack: V1 (event store), V2 (live session)")
                .contains("Run the command 'migrate' of this release", "rollcall.migrations.at-start")
                .doesNotContain("\tat ");
        assertThat(database.jdbc().queryForObject("SELECT to_regclass('account') IS NULL", Boolean.class))
                .isTrue();
    }

    @Test
    void aNodeThatMayNotMigrateComparesTheTables(CapturedOutput output) {
        migrate();
        database.jdbc().update("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'");

        assertStopped(database);

        assertThat(output).contains("checksum mismatch");
        assertThat(migrate()).isEqualTo(2);
        assertThat(out.toString()).contains("checksum mismatch", "flyway_schema_history");
    }

    @Test
    void aNodeServesTablesOfALaterRelease() {
        migrate();
        database.jdbc().update("""
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                   installed_by, execution_time, success)
                SELECT max(installed_rank) + 1, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 1, 'x',
                       1, true
                FROM flyway_schema_history
                """);

        for (String atStart : new String[] {"rollcall.migrations.at-start=true", NOT_AT_START}) {
            try (Node node = Node.start(database, atStart)) {
                assertThat(node.client().get("/actuator/health/readiness").status())
                        .isEqualTo(200);
            }
        }
        assertThat(migrate("--check")).isZero();
        assertThat(migrate()).isZero();
        assertThat(out.toString()).contains("The tables are at version 9999");
    }

    @Test
    void saysWhyTheDatabaseCannotBeUsed(CapturedOutput output) {
        assertThat(run("--spring.datasource.url=" + database.url().replaceFirst("/rollcall_", "/no_")))
                .isEqualTo(2);
        assertThat(output).contains("does not exist", "Create the database");
        assertThat(out.toString()).contains("Nothing was done");

        assertThat(run("--check=yes")).isEqualTo(2);
        assertThat(run("now")).isEqualTo(2);
        assertThat(out.toString()).contains("Unknown argument: now");
    }

    private static void assertStopped(TestDatabase database) {
        HiddenStackTraces.showDuring(() -> assertThatThrownBy(
                        () -> Node.start(database, NOT_AT_START).close())
                .isInstanceOf(RuntimeException.class));
    }

    private int migrate(String... options) {
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--spring.datasource.url=" + database.url();
        return run(all);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "migrate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        PrintWriter writer = new PrintWriter(out);
        return RollcallCommand.commandLine().setOut(writer).setErr(writer).execute(all);
    }
}
