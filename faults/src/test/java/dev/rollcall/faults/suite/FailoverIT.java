package dev.rollcall.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * S1-3, S1-10, S2-9: three nodes on PostgreSQL with synchronous standbys under Patroni, under each fault that replaces
 * the primary. {@code -Dfaults.failover=short} runs the first one only, {@code long} all.
 */
@EnabledIfSystemProperty(named = "faults.failover", matches = "short|long")
class FailoverIT {

    private static final Rounds ROUNDS = new Rounds("failover");

    private static final boolean SHORT = "short".equals(System.getProperty("faults.failover"));

    private static final int PORT = 19_800;

    private static ExampleCluster cluster;

    @BeforeAll
    static void start() {
        Path data = Path.of(System.getProperty("java.io.tmpdir"), "rollcall-faults-cluster");
        cluster = new ExampleCluster(data, PORT);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theServerOfThePrimaryIsKilled() {
        return rounds("`kill -9` of the primary's PostgreSQL", () -> {
            ExampleCluster.Member primary = cluster.primary();
            cluster.killServer(primary);
            awaitAnotherThan(primary);
        });
    }

    @TestFactory
    Stream<DynamicTest> theMachineOfThePrimaryIsGone() {
        return longRounds("`kill -9` of the primary's PostgreSQL and Patroni", () -> {
            ExampleCluster.Member primary = cluster.primary();
            cluster.killMachine(primary);
            awaitAnotherThan(primary);
            cluster.start();
        });
    }

    @TestFactory
    Stream<DynamicTest> thePrimaryIsFrozenAndThawedAfterThePromotion() {
        return longRounds("the primary is frozen, and thawed after the promotion", () -> {
            ExampleCluster.Member primary = cluster.primary();
            cluster.freeze(primary);
            whileBroken(() -> awaitAnotherThan(primary), () -> cluster.thaw(primary));
        });
    }

    @TestFactory
    Stream<DynamicTest> switchover() {
        return longRounds("switchover", () -> cluster.switchover());
    }

    @TestFactory
    Stream<DynamicTest> allStandbysAreGone() {
        return longRounds("all standbys are frozen, and go on", () -> {
            List<ExampleCluster.Member> standbys = cluster.standbys();
            standbys.forEach(cluster::freeze);
            whileBroken(FailoverIT::assertStartsAreRefused, () -> standbys.forEach(cluster::thaw));
        });
    }

    @TestFactory
    Stream<DynamicTest> thePrimaryIsCutOffFromItsStandbys() {
        return longRounds("the network between the primary and its standbys drops packets", () -> {
            cluster.holdReplication();
            whileBroken(FailoverIT::assertStartsAreRefused, cluster::resumeReplication);
        });
    }

    /** As when it is cut off from etcd and from the others, but not from the nodes, and nothing stops it. */
    @TestFactory
    Stream<DynamicTest> thereAreTwoPrimaries() {
        return longRounds("Patroni of the primary hangs, so that there are two primaries for a while", () -> {
            ExampleCluster.Member primary = cluster.primary();
            cluster.freezePatroni(primary);
            whileBroken(
                    () -> {
                        awaitAnotherThan(primary);
                        Thread.sleep(Rounds.WHILE);
                    },
                    () -> cluster.thawPatroni(primary));
        });
    }

    @TestFactory
    Stream<DynamicTest> etcdStopsForAMinute() {
        return longRounds("etcd is frozen for a minute", () -> {
            cluster.freezeEtcd();
            whileBroken(() -> Thread.sleep(60_000), cluster::thawEtcd);
        });
    }

    /** Mends what is broken also if the test fails, because the next rounds use the same cluster. */
    private static void whileBroken(Round.Fault meanwhile, Runnable mend) throws Exception {
        try {
            meanwhile.happen();
        } finally {
            mend.run();
        }
    }

    /**
     * The answer may take several times the limit of a statement, as a first start has several statements that wait.
     */
    private static void assertStartsAreRefused() throws InterruptedException {
        Thread.sleep(3_000);
        Answer start = new Calls(Duration.ofSeconds(30)).start(cluster.nodes().get(0), "nobody-confirms");
        assertThat(start.status())
                .as("a start that no standby confirms: %s", start)
                .isEqualTo(503);
    }

    private static void awaitAnotherThan(ExampleCluster.Member primary) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> !cluster.primary().name().equals(primary.name()));
    }

    private static Stream<DynamicTest> longRounds(String fault, Round.Fault happening) {
        return SHORT ? Stream.empty() : rounds(fault, happening);
    }

    private static Stream<DynamicTest> rounds(String fault, Round.Fault happening) {
        return Rounds.each(() -> {
            cluster.awaitComplete();
            ROUNDS.run(fault, cluster.nodes(), happening, cluster::connect);
        });
    }
}
