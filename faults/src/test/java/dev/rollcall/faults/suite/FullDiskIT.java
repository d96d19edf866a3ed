package dev.rollcall.faults.suite;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S1-10: the disk of the database is full, and is freed. PostgreSQL stops when it cannot write its log. */
class FullDiskIT {

    private static final Rounds ROUNDS = new Rounds("disk");

    private static SmallDisk disk;

    private static Site site;

    @BeforeAll
    static void start() throws Exception {
        Path directory = Rounds.newDirectory("disk");
        disk = SmallDisk.at(directory.resolve("data"));
        site = new Site(directory, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> theDiskIsFull() {
        return Rounds.each(() -> ROUNDS.run(
                "the disk of the database is full, and is freed",
                site.addresses(),
                () -> {
                    disk.fill();
                    Thread.sleep(2 * Rounds.WHILE);
                    disk.free();
                    if (!site.database().isRunning()) {
                        site.database().restart();
                    }
                },
                site::connect));
    }
}
