package dev.rollcall.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S1-10, S2-9: a backup that was taken before is restored while nodes run. They know better, and refuse to serve. */
class RestoredBackupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Calls calls = new Calls();

    @TestFactory
    Stream<DynamicTest> nothingIsServedUntilTheLossIsAccepted() {
        return Rounds.each(this::restoreAndAccept);
    }

    private void restoreAndAccept() throws Exception {
        Path directory = Rounds.newDirectory("backup");
        try (Site site = new Site(directory, 2)) {
            String kept = start(site, 0, "kept");
            String revived = start(site, 0, "revived");
            site.database().stop();
            copy(directory.resolve("data"), directory.resolve("backup"));
            site.database().restart();
            awaitServing(site);
            assertThat(calls.post(site.node(0).address(), "/auth/logout", revived)
                            .status())
                    .isEqualTo(200);

            site.database().kill();
            site.database().stop();
            run("rm", "-r", directory.resolve("data").toString());
            copy(directory.resolve("backup"), directory.resolve("data"));
            site.database().restart();

            for (NodeProcess node : site.nodes()) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> isRefused(calls.get(node.address(), "/authorize", kept)));
                assertThat(isRefused(calls.start(node.address(), "new"))).isTrue();
                assertThat(isRefused(calls.get(node.address(), "/authorize", revived)))
                        .isTrue();
            }
            run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    System.getProperty("tested.jar", "../api/target/rollcall.jar"),
                    "accept-history",
                    "--by=the suite",
                    "--reason=a restored backup",
                    "--spring.datasource.url="
                            + DatabaseServer.url(site.database().port()));
            awaitServing(site);
            assertThat(calls.get(site.node(1).address(), "/authorize", kept).status())
                    .isEqualTo(200);
        }
    }

    private String start(Site site, int node, String user) {
        String token = calls.start(site.node(node).address(), user).text("access_token");
        if (token == null) {
            throw new IllegalStateException("no session for " + user);
        }
        return token;
    }

    private void awaitServing(Site site) {
        for (NodeProcess node : site.nodes()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> calls.start(node.address(), "probe").isDone());
        }
    }

    private static boolean isRefused(Answer answer) {
        return answer.status() == 503 && "HISTORY_LOST".equals(answer.text("code"));
    }

    /** Keeps owners and permissions. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        run("cp", "-a", from.toString(), to.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
