package dev.rollcall.faults.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S1-3, S1-10: the release before and this one, side by side on one database, under load. */
class UpgradeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many requests each node has to answer before the next one is replaced. */
    private static final int REQUESTS = 300;

    private static final Rounds ROUNDS = new Rounds("upgrade");

    private final Calls calls = new Calls();

    @Test
    void nodesAreReplacedOneByOneAndBackAndNoRequestFails() throws Exception {
        Assumptions.assumeTrue(HaProxy.isInstalled(), "HAProxy is not installed");
        Path before = Baseline.jar();
        try (Site site = new Site(Rounds.newDirectory("upgrade"), 2, before);
                HaProxy gateway = HaProxy.start(Rounds.newDirectory("gateway"), site.nodes())) {
            Verdict verdict = ROUNDS.run(
                    "the release before, side by side with this one, then this one, and back",
                    List.of(gateway.address()),
                    () -> {
                        replace(site, 0, NodeProcess.TESTED);
                        replace(site, 1, NodeProcess.TESTED);
                        replace(site, 1, before);
                        changeAnAccount(site.node(0).address());
                    },
                    site::connect);

            assertThat(FaultsTable.unanswered(verdict))
                    .as("requests that failed")
                    .isZero();
            Awaitility.await().atMost(PATIENCE).until(() -> behind(site) == 0);
            assertThat(checkLog(site)).as("events and transparency log").isZero();
        }
    }

    /** Replaces a node, and waits until both have worked. */
    private void replace(Site site, int index, Path jar) {
        site.node(index).replaceBy(jar);
        for (NodeProcess node : site.nodes()) {
            double soFar = answered(node);
            Awaitility.await().atMost(PATIENCE).until(() -> answered(node) >= soFar + REQUESTS);
        }
    }

    /** Writes an event that the release before does not know, whichever node writes the history and the log. */
    private void changeAnAccount(String node) {
        String admin = requireNonNull(calls.login(node, "admin", "admin123").text("access_token"));
        assertThat(calls.createUser(node, "newcomer", "correct horse battery", admin)
                        .status())
                .isEqualTo(201);
    }

    /** Returns how many requests a node has answered since its start, by its own count. */
    private double answered(NodeProcess node) {
        return metric(node, "http_server_requests_seconds_count");
    }

    /** Returns how many events history and log are behind, by the count of all nodes. */
    private double behind(Site site) {
        return site.nodes().stream()
                .mapToDouble(node -> metric(node, "rollcall_events_behind") + metric(node, "rollcall_history_broken"))
                .sum();
    }

    private double metric(NodeProcess node, String name) {
        return calls.get(node.address(), "/actuator/prometheus", "none")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Compares every event with the transparency log. */
    private static int checkLog(Site site) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        NodeProcess.TESTED.toString(),
                        "audit",
                        "check",
                        "--spring.datasource.url="
                                + DatabaseServer.url(site.database().port()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
