package dev.rollcall.faults.suite;

import dev.rollcall.faults.history.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** The rounds of a class of tests: their number, their logs, and the table of what followed. */
final class Rounds {

    /** How long a fault lasts, in milliseconds. */
    static final long WHILE = Long.getLong("faults.millis", 4_000);

    private static final Path DIRECTORY = Path.of("target/faults").toAbsolutePath();

    /** Tells users of this run from those of earlier ones, who may still be in the database of a cluster. */
    private static final String RUN = Integer.toString(new SecureRandom().nextInt(1 << 20), 36);

    private static final int NUMBER = Integer.getInteger("faults.rounds", 1);

    private final String name;
    private final FaultsTable table;
    private int done;

    /** @param name of the table, and the first part of the names of logs and users */
    Rounds(String name) {
        this.name = name;
        this.table = new FaultsTable(DIRECTORY.resolve(name + ".md"));
    }

    /** Returns a new directory for the data of servers. */
    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(DIRECTORY), name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns as many tests as there are rounds. */
    static Stream<DynamicTest> each(Executable round) {
        return IntStream.rangeClosed(1, NUMBER).mapToObj(number -> DynamicTest.dynamicTest("round " + number, round));
    }

    /**
     * Runs one round.
     *
     * @param addresses of the nodes, or of their gateway
     */
    Verdict run(String fault, List<String> addresses, Round.Fault happening, Round.Events events) throws Exception {
        String prefix = name + ++done + "-";
        Path log = Files.createDirectories(DIRECTORY).resolve(prefix + "log.jsonl");
        Verdict verdict = new Round(log, prefix + RUN + "-", addresses).run(happening, events);
        table.add(fault, verdict);
        return verdict;
    }
}
