package dev.rollcall.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.HistoryCheck;
import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Load, a fault, recovery without a hand, and the verdict. */
final class Round {

    /** What is acknowledged before the fault and again after it, by all addresses together at least. */
    private static final int STARTS = 60;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path log;
    private final String prefix;
    private final List<String> addresses;

    /** Something that breaks and, before it returns, mends. */
    interface Fault {
        void happen() throws Exception;
    }

    /** Opens a connection to the database as it is after the fault. */
    interface Events {
        Connection connect() throws Exception;
    }

    /**
     * @param log where to write what happened
     * @param prefix of the ids of the users; new for each round
     * @param addresses of the nodes, or of their gateway
     */
    Round(Path log, String prefix, List<String> addresses) {
        this.log = log;
        this.prefix = prefix;
        this.addresses = addresses;
    }

    /** Fails if a promise was not kept, or the nodes do not recover by themselves. */
    Verdict run(Fault fault, Events events) throws Exception {
        try (OperationLog lines = new OperationLog(log)) {
            lines.write("policy", Map.of("limit", Site.LIMIT));
            try (Workload load = new Workload(addresses, prefix, lines)) {
                load.start();
                awaitStarts(load);
                fault.happen();
                awaitStarts(load);
                assertThat(load.unexpected())
                        .as("answers that no client should get")
                        .isEmpty();
            }
            try (Connection connection = events.connect()) {
                StoredEvents.write(connection, prefix, lines);
            }
        }
        return verdict();
    }

    private void awaitStarts(Workload load) {
        load.forgetStarts();
        int ofEach = STARTS / addresses.size();
        Awaitility.await().atMost(PATIENCE).until(() -> load.acknowledgedStartsOfEach() >= ofEach);
    }

    private Verdict verdict() throws IOException {
        try {
            Verdict verdict = HistoryCheck.check(log);
            assertThat(verdict.violations()).as("see " + log).isEmpty();
            return verdict;
        } catch (dev.rollcall.faults.history.log.UnreadableLog wrong) {
            throw new AssertionError(wrong);
        }
    }
}
