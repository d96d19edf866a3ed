package dev.rollcall.api.operations.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Backup;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * S1-10, S2-9: a standby that lagged was promoted, or an older backup was restored. Nodes that know better refuse to serve
 * until an operator accepts the loss, which stands in the transparency log.
 */
class AcknowledgedEventsLostIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabase.create();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void allNodesRefuseUntilAnOperatorAcceptsTheLoss() {
        try (Node one = Node.start(database);
                Node other = Node.start(database)) {
            SignedIn revived = one.client().start("revived");
            Backup lagging = Backup.of(database);
            assertThat(revived.client().post("/auth/logout").status()).isEqualTo(200);
            lagging.restore();

            for (Node node : List.of(one, other)) {
                patiently().until(() -> isRefused(node, revived));
                assertThat(login(node).code()).isEqualTo("HISTORY_LOST");
                assertThat(node.client().get("/.well-known/jwks.json").code()).isEqualTo("HISTORY_LOST");
                assertThat(node.client().get("/login").status()).isEqualTo(503);
                assertThat(node.client().get("/actuator/health/liveness").status())
                        .isEqualTo(200);
                patiently()
                        .until(() ->
                                node.client().get("/actuator/health/readiness").status() == 503);
                assertThat(Meters.of(node.client()).value("rollcall_history_lost"))
                        .isEqualTo(1);
            }
            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("MISSING: event ");

            follower("ahead", 1_000_000);
            follower("behind", 1);

            assertThat(run("--by=june", "--reason=The standby lagged")).isZero();

            assertThat(position("ahead")).isEqualTo(indexOfTheAcceptance());
            assertThat(position("behind")).isEqualTo(1);
            for (Node node : List.of(one, other)) {
                patiently().until(() -> login(node).status() == 200);
                patiently()
                        .until(() ->
                                node.client().get("/actuator/health/readiness").status() == 200);
            }
            assertThat(run()).isZero();
            assertRecorded(one);
        }
    }

    private void follower(String name, long globalIndex) {
        database.jdbc()
                .update(
                        "INSERT INTO token_entry (processor_name, segment, token, claimed_at)"
                                + " VALUES (?, 0, convert_to(?, 'UTF8'), '2026-01-01T00:00:00Z')",
                        name,
                        "{\"index\":" + globalIndex + ",\"gaps\":[]}");
    }

    private @Nullable Long position(String follower) {
        return database.jdbc()
                .queryForObject(
                        "SELECT (convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint FROM token_entry"
                                + " WHERE processor_name = ?",
                        Long.class,
                        follower);
    }

    private @Nullable Long indexOfTheAcceptance() {
        return database.jdbc()
                .queryForObject(
                        "SELECT global_index FROM written_event WHERE payload_type LIKE '%HistoryAccepted'",
                        Long.class);
    }

    private void assertRecorded(Node node) {
        Auditor auditor = Auditor.at(node.client());
        auditor.awaitAllLogged(database);
        assertThat(auditor.export())
                .anySatisfy(line -> assertThat(line)
                        .contains("\"type\":\"HistoryAccepted\"", "\"userId\":\"\"", "\"acceptedBy\":\"june\"")
                        .contains("The standby lagged"));
        Reply events = auditor.client().get("/audit/events?type=HistoryAccepted");
        assertThat(events.status()).isEqualTo(200);
        assertThat(events.text("events.0.payload.acceptedBy")).isEqualTo("june");
        assertThat(events.at("events.0.userId").isNull()).isTrue();
    }

    @Test
    void aNodeThatHasSeenNothingDoesNotStartEither() {
        try (Node node = Node.start(database)) {
            Backup lagging = Backup.of(database);
            SignedIn lost = node.client().start("lost");
            lagging.restore();
            patiently().until(() -> isRefused(node, lost));
        }
        assertThatThrownBy(() -> Node.start(database).close())
                .rootCause()
                .hasMessageContaining("Acknowledged events are missing: event ");
    }

    @Test
    void aSignedCheckpointMustNotGetLost() {
        try (Node node = Node.start(database)) {
            SignedIn device = node.client().start("device");
            Auditor auditor = Auditor.at(node.client());
            auditor.awaitAllLogged(database);
            auditor.size();
            database.jdbc().update("DELETE FROM transparency_log_checkpoint");
            endConnections();

            patiently().until(() -> isRefused(node, device));
            assertThat(run()).isEqualTo(1);
            assertThat(out.toString()).contains("MISSING: the checkpoint of the transparency log with size ");
        }
    }

    @Test
    void anotherLossIsNoticedAfterOneWasAccepted() {
        try (Node node = Node.start(database)) {
            Backup lagging = Backup.of(database);
            SignedIn first = node.client().start("first");
            lagging.restore();
            patiently().until(() -> isRefused(node, first));
            assertThat(run("--by=june", "--reason=once")).isZero();
            patiently().until(() -> login(node).status() == 200);

            SignedIn second = node.client().start("second");
            database.jdbc().update("DELETE FROM domain_event_entry WHERE aggregate_identifier = 'second'");
            endConnections();

            patiently().until(() -> isRefused(node, second));
        }
    }

    @Test
    void aReconnectionWithoutALossIsNoReasonToRefuse() {
        try (Node node = Node.start(database)) {
            SignedIn device = node.client().start("device");
            Auditor.at(node.client()).size();
            for (int i = 0; i < 3; i++) {
                endConnections();
                patiently().until(() -> device.profile().status() == 200);
                patiently().until(() -> login(node).status() == 200);
            }
            assertThat(run()).isZero();
            assertThat(out.toString()).contains("No node has found acknowledged events missing");
        }
    }

    @Test
    void aNodeThatKeepsAFileNoticesALossDuringItsRestart() throws Exception {
        Path seen = directory.resolve("seen");
        String setting = "rollcall.history.seen-file=" + seen;
        Backup lagging;
        try (Node node = Node.start(database, setting)) {
            lagging = Backup.of(database);
            SignedIn lost = node.client().start("lost");
            String event = database.jdbc()
                    .queryForObject(
                            "SELECT event_identifier FROM domain_event_entry WHERE aggregate_identifier = ?",
                            String.class,
                            lost.userId());
            patiently().until(() -> Files.exists(seen) && Files.readString(seen).contains(event));
        }
        Node.start(database, setting).close();
        lagging.restore();
        assertThatThrownBy(() -> Node.start(database, setting).close())
                .rootCause()
                .hasMessageContaining("Acknowledged events are missing: event ");

        assertThat(run("--by=june", "--reason=restored")).isZero();

        try (Node node = Node.start(database, setting)) {
            assertThat(login(node).status()).isEqualTo(200);
        }
    }

    @Test
    void whoAcceptsMustSayWhoAndWhy() {
        assertThat(run("--by=june")).isEqualTo(2);
        assertThat(err.toString()).contains("--by and --reason belong together");
        assertThat(run("--by= ", "--reason=x")).isEqualTo(2);
        assertThat(err.toString()).contains("--by must have 1 to 1000 characters");
    }

    private void endConnections() {
        database.jdbc()
                .queryForList("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Checks from memory, introspection and commands alike. */
    private static boolean isRefused(Node node, SignedIn session) {
        Reply check = session.at(node.client()).client().get("/authorize");
        return check.status() == 503 && check.code().equals("HISTORY_LOST");
    }

    private static Reply login(Node node) {
        return node.client().login("june_doe", "test123");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("accept-history"));
        all.addAll(List.of(arguments));
        all.add("--spring.datasource.url=" + database.url());
        CommandLine command = RollcallCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    /** A thread of the node's scheduler may fail while the database is taken away. The node goes on, and so do we. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }
}
