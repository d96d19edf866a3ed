package dev.rollcall.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.verdict.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S1-3, S1-10, S2-9: one PostgreSQL server and three nodes, under each fault that needs no failover. */
class FaultsIT {

    private static final int NODES = 3;

    private static final Rounds ROUNDS = new Rounds("faults");

    private static final String END_CONNECTIONS_OF_NODES =
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'";

    private static final String ABORT_TRANSACTIONS =
            "DO $$ BEGIN FOR i IN 1..500 LOOP BEGIN PERFORM pg_current_xact_id(); RAISE 'aborted';"
                    + " EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$";

    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site(Rounds.newDirectory("site"), NODES);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutAFault() {
        return rounds("none", () -> Thread.sleep(Rounds.WHILE));
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
            Thread.sleep(Rounds.WHILE);
            site.node(1).process().thaw();
        });
    }

    @TestFactory
    Stream<DynamicTest> aNodeIsCutOff() {
        return rounds("a node loses its connections to the database", () -> {
            site.network(2).cut();
            Thread.sleep(Rounds.WHILE);
            site.network(2).heal();
        });
    }

    @TestFactory
    Stream<DynamicTest> aNodeGetsNoPackets() {
        return rounds("the network between a node and the database drops packets", () -> {
            site.network(0).silence();
            Thread.sleep(2 * Rounds.WHILE);
            site.network(0).heal();
        });
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseIsSlow() {
        return rounds("the database is slow: 100 ms a packet and direction", () -> {
            site.networks().forEach(network -> network.delayMillis(100));
            Thread.sleep(Rounds.WHILE);
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
            Thread.sleep(2 * Rounds.WHILE);
            site.database().thaw();
        });
    }

    @TestFactory
    Stream<DynamicTest> commandsCannotWrite() {
        return rounds("a lock keeps all nodes from writing", () -> {
            try (var connection = site.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE live_session IN SHARE MODE");
                Thread.sleep(Rounds.WHILE);
                connection.rollback();
            }
        });
    }

    /** Connections that are lost cannot be replaced: others have taken them all. */
    @TestFactory
    Stream<DynamicTest> noConnectionIsLeft() {
        return rounds("PostgreSQL has no connection left for the nodes", () -> {
            List<Connection> others = new ArrayList<>();
            try {
                site.database().execute(END_CONNECTIONS_OF_NODES);
                takeAll(others);
                Thread.sleep(Rounds.WHILE);
            } finally {
                for (Connection other : others) {
                    other.close();
                }
            }
        });
    }

    private static void takeAll(List<Connection> taken) {
        try {
            while (taken.size() < DatabaseServer.CONNECTIONS) {
                taken.add(site.connect());
            }
        } catch (SQLException none) {
            // as intended
        }
    }

    /** After a crash, transaction ids of aborted transactions are given out again. */
    @TestFactory
    Stream<DynamicTest> theDatabaseCrashesWhileTransactionsAbortAndANodeIsFrozen() {
        return rounds("`kill -9` of PostgreSQL with aborted transactions, while a node is frozen", () -> {
            site.node(1).process().freeze();
            site.database().execute(ABORT_TRANSACTIONS);
            site.database().kill();
            site.database().restart();
            Thread.sleep(Rounds.WHILE);
            site.node(1).process().thaw();
        });
    }

    @TestFactory
    Stream<DynamicTest> allNodesAreRestartedInTurn() {
        Assumptions.assumeTrue(HaProxy.isInstalled(), "HAProxy is not installed");
        return Rounds.each(() -> {
            try (HaProxy gateway = HaProxy.start(Rounds.newDirectory("gateway"), site.nodes())) {
                Verdict verdict = ROUNDS.run(
                        "rolling restart behind HAProxy",
                        List.of(gateway.address()),
                        FaultsIT::restartAll,
                        site::connect);
                assertThat(FaultsTable.unanswered(verdict))
                        .as("requests that failed")
                        .isZero();
            }
        });
    }

    private static void restartAll() {
        for (NodeProcess node : site.nodes()) {
            node.process().stop();
            node.restart();
        }
    }

    private static Stream<DynamicTest> rounds(String fault, Round.Fault happening) {
        return Rounds.each(() -> ROUNDS.run(fault, site.addresses(), happening, site::connect));
    }
}
