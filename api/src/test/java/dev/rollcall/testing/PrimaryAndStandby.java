package dev.rollcall.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/** Two database servers, of which the second follows the first by streaming replication. */
public final class PrimaryAndStandby implements AutoCloseable {

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    private PrimaryAndStandby(EmbeddedPostgres primary, EmbeddedPostgres standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /** @param directory new and empty */
    public static PrimaryAndStandby start(Path directory) {
        Path data = directory.resolve("primary");
        try {
            EmbeddedPostgres first = builder(data).start();
            int port = first.getPort();
            first.close();
            Path copy = directory.resolve("standby");
            FileSystemUtils.copyRecursively(data, copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'\n".formatted(port),
                    StandardOpenOption.APPEND);
            return new PrimaryAndStandby(
                    builder(data).setPort(port).start(), builder(copy).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    public TestDatabase primary() {
        return TestDatabase.at(primary.getJdbcUrl("postgres", "postgres"));
    }

    public TestDatabase standby() {
        return TestDatabase.at(standby.getJdbcUrl("postgres", "postgres"));
    }

    public void stopStandby() {
        close(standby);
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        close(standby);
        close(primary);
    }
}
