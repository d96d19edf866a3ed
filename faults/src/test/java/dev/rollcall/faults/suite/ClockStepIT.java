package dev.rollcall.faults.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S1-3, S1-10: the wall clock of one of two nodes is stepped; its monotonic clock goes on. */
class ClockStepIT {

    private static final Rounds ROUNDS = new Rounds("clock");

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private static Path clock;

    private static Site site;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Files.exists(LIBRARY), "libfaketime is not installed");
        Path directory = Rounds.newDirectory("clocks");
        clock = directory.resolve("clock");
        Files.writeString(clock, "+0");
        site = new Site(
                directory,
                List.of(
                        Map.of(),
                        Map.of(
                                "LD_PRELOAD", LIBRARY.toString(),
                                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                                "FAKETIME_CACHE_DURATION", "1",
                                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                                "FAKETIME_FORCE_MONOTONIC_FIX",
                                        "0"))); // otherwise, timed waits of the Java VM never end
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> forward() {
        return rounds("the clock of a node is stepped 30 s forward and back", "+30");
    }

    @TestFactory
    Stream<DynamicTest> back() {
        return rounds("the clock of a node is stepped 30 s back and forward", "-30");
    }

    /** Too far: the node must refuse to serve until its clock is right again. */
    @TestFactory
    Stream<DynamicTest> farForward() {
        return rounds("the clock of a node is stepped 5 minutes forward and back", "+300");
    }

    @TestFactory
    Stream<DynamicTest> farBack() {
        return rounds("the clock of a node is stepped 5 minutes back and forward", "-300");
    }

    private static Stream<DynamicTest> rounds(String fault, String step) {
        return Rounds.each(() -> ROUNDS.run(
                fault,
                site.addresses(),
                () -> {
                    Files.writeString(clock, step);
                    Thread.sleep(Rounds.WHILE);
                    Files.writeString(clock, "+0");
                },
                site::connect));
    }
}
