package dev.rollcall.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of a fixed size, which can be filled. Only root can mount one. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "400m";

    private static final int BLOCK = 1 << 20;

    private final Path directory;
    private final Path filling;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.filling = directory.resolve("filling");
    }

    /** Mounts one, or skips the test if that is not allowed. */
    static SmallDisk at(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString()),
                "only root can mount a small disk");
        return new SmallDisk(directory);
    }

    /** Leaves nothing free. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessage("No space left on device");
        }
    }

    /** Removes what {@link #fill} wrote. */
    void free() throws IOException {
        Files.delete(filling);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", directory.toString()))
                .as("umount " + directory)
                .isTrue();
    }
}
