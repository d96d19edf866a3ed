package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Events;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.NaiveTree;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application continues the log after being killed while appending, and the commands of the jar verify it.
 */
class LogRestartIT {

    private static final int EVENTS = 60_000;

    @TempDir
    static Path directory;

    @Test
    void theLogSurvivesKillDashNine() {
        String signed = appendAndKill();
        try (Jar after = Jar.start(directory)) {
            Auditor auditor = Auditor.at(after.client()).awaitAllLogged(database());
            List<String> lines = auditor.export();

            assertThat(new NaiveTree(lines).root()).isEqualTo(auditor.root());
            assertThat(lines).hasSizeGreaterThan(EVENTS);
            String[] before = signed.split("\n");
            assertThat(Integer.parseInt(before[1])).as("signed before the kill").isBetween(1, EVENTS - 1);
            assertThat(new NaiveTree(lines).first(Integer.parseInt(before[1])).root())
                    .isEqualTo(before[2]);
            auditor.save(directory);
        }

        assertThat(Jar.run("audit", "check", "--rollcall.embedded-postgres.data-directory=" + directory))
                .satisfies(LogRestartIT::assertSucceeded);
        assertThat(Jar.run("audit", "check", "--wrong").exitCode()).isEqualTo(2);
        assertThat(Jar.run(
                        "audit",
                        "verify",
                        directory + "/export.ndjson",
                        "--checkpoint=" + directory + "/checkpoint",
                        "--key=" + directory + "/key"))
                .satisfies(LogRestartIT::assertSucceeded);
    }

    private static void assertSucceeded(Jar.Result result) {
        assertThat(result.output()).matches("OK: \\d+ events are as .*\\R");
        assertThat(result.exitCode()).isZero();
    }

    private static String appendAndKill() {
        try (Jar killed = Jar.start(directory)) {
            Auditor auditor = Auditor.at(killed.client());
            Events.insert(database(), "killed-", EVENTS);
            await().pollInterval(Duration.ofMillis(20)).until(() -> auditor.size() > 0);
            String signed = auditor.checkpoint();
            killed.kill();
            return signed;
        }
    }

    private static TestDatabase database() {
        return TestDatabase.at(Jar.databaseUrl(directory));
    }
}
