package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    private Path directory;

    @Test
    void isCreatedForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("personal-data.key");

        assertThat(SecretFile.readOrCreate(file, () -> "secret\n")).isEqualTo("secret");

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void isKeptAndProtectedIfOthersCouldReadIt() throws IOException {
        Path file = Files.writeString(directory.resolve("personal-data.key"), "of an earlier release\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(SecretFile.readOrCreate(file, () -> "another")).isEqualTo("of an earlier release");

        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void isTheSameForAllThatCreateItConcurrently() {
        Path file = directory.resolve("postgres-password");
        Set<String> read = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 50).parallel().forEach(maker -> {
            try {
                read.add(SecretFile.readOrCreate(file, () -> "password " + maker));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });

        assertThat(read).hasSize(1);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
