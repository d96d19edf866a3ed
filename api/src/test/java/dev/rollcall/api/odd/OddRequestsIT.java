package dev.rollcall.api.odd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * S2-9: odd requests cause no failure, and get nothing that the rules do not allow. {@code -Dodd.requests} sets the
 * number of requests per operation, {@code -Dodd.seed} selects them.
 */
class OddRequestsIT {

    private static final int REQUESTS = Integer.getInteger("odd.requests", 150);

    private static final long SEED = Long.getLong("odd.seed", 20_261_125L);

    /** Limits the test to operations whose name contains this; empty for all. */
    private static final String ONLY = System.getProperty("odd.only", "");

    private static final int AT_ONCE = 3;

    private static final World WORLD = new World();

    private static final Targets TARGETS = Targets.of(WORLD.node);

    private static final Described DESCRIBED =
            new Described(WORLD.client.get("/v3/api-docs").body());

    @AfterAll
    static void stop() {
        WORLD.close();
    }

    @Test
    void triesEveryDescribedOperation() {
        assertThat(TARGETS.all()).extracting(Target::toString).containsAll(DESCRIBED.operations());
    }

    @Test
    void noOddRequestCausesAFailureOrGetsMoreThanTheRulesAllow() throws Exception {
        String before = WORLD.bystanders.facts();
        Report report = new Report();
        try (FailureLog log = FailureLog.open()) {
            run(report);
            assertThat(report.complaints()).as("with -Dodd.seed=" + SEED).isEmpty();
            assertThat(log.failures()).isEmpty();
        }
        assertThat(WORLD.bystanders.facts()).isEqualTo(before);
        assertThat(WORLD.bystanders.otherAccounts()).isEqualTo(report.created());
        assertThat(WORLD.client.get("/actuator/health").status()).isEqualTo(200);
    }

    private static void run(Report report) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<?>> done = new ArrayList<>();
        for (Target target : TARGETS.all()) {
            if (target.toString().contains(ONLY)) {
                int number = done.size();
                done.add(workers.submit(() -> run(target, number, report)));
            }
        }
        for (Future<?> one : done) {
            one.get();
        }
        workers.shutdown();
    }

    private static Target run(Target target, int number, Report report) throws IOException {
        new Run(WORLD, TARGETS, DESCRIBED, target, number, SEED, report).all(REQUESTS);
        return target;
    }
}
