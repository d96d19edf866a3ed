package dev.rollcall.eventstore.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Finds PostgreSQL for this platform: in a jar that the operator names, or among the libraries. */
final class PostgresBinaries {

    private static final List<String> ARCHIVES = List.of(
            "postgres-linux-x86_64.txz",
            "postgres-linux-arm_64.txz",
            "postgres-linux-x86_64-alpine_linux.txz",
            "postgres-darwin-x86_64.txz",
            "postgres-darwin-arm_64.txz",
            "postgres-windows-x86_64.txz");

    private PostgresBinaries() {}

    /** Returns whether there is a PostgreSQL for any platform among the libraries. */
    static boolean areBundled() {
        ClassLoader libraries = PostgresBinaries.class.getClassLoader();
        return ARCHIVES.stream().anyMatch(archive -> libraries.getResource(archive) != null);
    }

    /**
     * Opens the archive that PostgreSQL is in.
     *
     * @param jar with PostgreSQL for this platform only; null to look among the libraries
     * @throws NoBundledPostgres if there is none among the libraries
     * @throws IOException if the jar cannot be read or contains no PostgreSQL
     */
    static InputStream open(@Nullable Path jar, String system, String machine) throws IOException {
        return jar == null ? fromLibraries(system, machine) : fromJar(jar);
    }

    private static InputStream fromLibraries(String system, String machine) {
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException | IOException none) {
            throw new NoBundledPostgres();
        }
    }

    private static InputStream fromJar(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            ZipEntry archive = open.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " contains no PostgreSQL"));
            try (InputStream content = open.getInputStream(archive)) {
                return new ByteArrayInputStream(content.readAllBytes());
            }
        }
    }
}
