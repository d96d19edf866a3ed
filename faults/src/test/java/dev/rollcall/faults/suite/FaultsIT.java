package dev.rollcall.faults.suite;

import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S1-3, S1-10, S2-9: one PostgreSQL server and three nodes, under each fault that needs no failover. */
class FaultsIT {

    private static final int NODES = 3;

    private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);

    private static final Path DIRECTORY = Path.of("target/faults").toAbsolutePath();

    private static final FaultsTable TABLE = new FaultsTable(DIRECTORY.resolve("faults.md"));

    private static final long WHILE = Long.getLong("faults.millis", 4_000);

    private static Site site;

    private static int rounds;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(DIRECTORY);
        site = new Site(Files.createTempDirectory(DIRECTORY, "site"), NODES);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutAFault() {
        return rounds("none", () -> Thread.sleep(WHILE));
    }

    @TestFactory
    Stream<DynamicTest> aNodeIsKilled() {
        return rounds("`kill -9` of a node", () -> {
            site.node(0).process().kill();
            site.node(0).restart();
        });
    }

    @TestFactory
    Stream<DynamicTest> aNodeIsFrozen() {
        return rounds("a node is frozen and goes on", () -> {
            site.node(1).process().freeze();
            Thread.sleep(WHILE);
            site.node(1).process().thaw();
        });
    }

    @TestFactory
    Stream<DynamicTest> aNodeIsCutOff() {
        return rounds("a node loses its connections to the database", () -> {
            site.network(2).cut();
            Thread.sleep(WHILE);
            site.network(2).heal();
        });
    }

    @TestFactory
    Stream<DynamicTest> aNodeGetsNoPackets() {
        return rounds("the network between a node and the database drops packets", () -> {
            site.network(0).silence();
            Thread.sleep(2 * WHILE);
            site.network(0).heal();
        });
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseIsSlow() {
        return rounds("the database is slow: 100 ms a packet and direction", () -> {
            site.networks().forEach(network -> network.delayMillis(100));
            Thread.sleep(WHILE);
            site.networks().forEach(TcpProxy::heal);
        });
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseCrashes() {
        return rounds("`kill -9` of PostgreSQL, and a restart", () -> {
            site.database().kill();
            Thread.sleep(1_000);
            site.database().restart();
        });
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseIsFrozen() {
        return rounds("PostgreSQL is frozen and goes on", () -> {
            site.database().freeze();
            Thread.sleep(2 * WHILE);
            site.database().thaw();
        });
    }

    /** Two sessions of an operator hold row locks of everything that commands write. */
    @TestFactory
    Stream<DynamicTest> commandsCannotWrite() {
        return rounds("a lock keeps all nodes from writing", () -> {
            try (var connection = site.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE live_session IN SHARE MODE");
                Thread.sleep(WHILE);
                connection.rollback();
            }
        });
    }

    private static Stream<DynamicTest> rounds(String fault, Round.Fault happening) {
        return IntStream.rangeClosed(1, ROUNDS)
                .mapToObj(number -> DynamicTest.dynamicTest("round " + number, () -> round(fault, happening)));
    }

    private static void round(String fault, Round.Fault happening) throws Exception {
        String prefix = "round" + ++rounds + "-";
        List<String> addresses = site.addresses();
        Verdict verdict =
                new Round(DIRECTORY.resolve(prefix + "log.jsonl"), prefix, addresses).run(happening, site::connect);
        TABLE.add(fault, verdict);
    }
}
