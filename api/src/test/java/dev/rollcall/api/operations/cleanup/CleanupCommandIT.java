package dev.rollcall.api.operations.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** S4-3: clean-up from the command line while a node is running. */
class CleanupCommandIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static Node node;

    private final Damage damage = new Damage(DATABASE);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        node = Node.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void cleansUpAndReportsTheResult() {
        SignedIn device = node.client().start("cleaned-up");
        damage.addRow(device, "cleaned-up");

        assertThat(run("--dry-run")).isZero();
        assertThat(out.toString()).contains("\"orphanedSessions\":1");
        assertThat(damage.rows()).isEqualTo(2);

        assertThat(run()).isZero();
        assertThat(out.toString()).contains("\"orphanedSessions\":1");
        assertThat(damage.rows()).isEqualTo(1);
        assertThat(device.profile().status()).isEqualTo(200);

        damage.breakEvents(node.client().start("broken").userId());
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("\"errors\":1");
    }

    @Test
    void isRefusedWhileAnotherIsRunning() throws Exception {
        try (Connection elsewhere = DATABASE.dataSource().getConnection();
                Statement lock = elsewhere.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(hashtextextended('rollcall.sweep', 0))");

            assertThat(run()).isEqualTo(2);
        }
        assertThat(err.toString()).contains("Another clean-up is under way");
    }

    @Test
    void anUnknownArgumentIsExplained() {
        assertThat(run("--server.port=1")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown argument: --server.port=1");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.datasource.url=" + DATABASE.url());
        all.add("--rollcall.personal-data.master-key=" + Node.MASTER_KEY);
        return new CommandLine(new CleanupCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
